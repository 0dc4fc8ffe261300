/**
 * A friendly name nobody has chosen yet, "든든한 수달": an adjective and an animal, 2–16 graphemes, thousands of
 * pairs. `random` gives [0, 1) as Math.random does; the same draws give the same name. Words are kind and say nothing
 * about money, loss, age, sex or looks.
 */
export function suggestNickname(random: () => number = Math.random): string {
  return `${pick(ADJECTIVES, random)} ${pick(ANIMALS, random)}`
}

/** Every name `suggestNickname` can give. */
export function allSuggestions(): string[] {
  return ADJECTIVES.flatMap((adjective) => ANIMALS.map((animal) => `${adjective} ${animal}`))
}

function pick(words: string[], random: () => number): string {
  return words[Math.min(words.length - 1, Math.floor(random() * words.length))] ?? ''
}

const ADJECTIVES = (
  '든든한 따뜻한 차분한 꼼꼼한 씩씩한 느긋한 다정한 상냥한 침착한 성실한 포근한 산뜻한 맑은 밝은 고운 넉넉한 의젓한 슬기로운 ' +
  '지혜로운 반가운 정다운 싱그러운 푸른 고요한 잔잔한 은은한 반짝이는 노래하는 산책하는 여행하는 책읽는 그림그리는 별보는 ' +
  '차마시는 귀기울이는 손잡은 함께하는 부지런한 용감한 당당한 올곧은 믿음직한 또렷한 재빠른 유쾌한 명랑한 신나는 온화한 ' +
  '너그러운 사려깊은 참을성있는 한결같은 꾸준한 햇살같은'
).split(' ')

const ANIMALS = (
  '수달 고래 돌고래 사슴 노루 고라니 다람쥐 청설모 토끼 고슴도치 너구리 오소리 담비 족제비 해달 물개 바다표범 펭귄 참새 제비 ' +
  '까치 두루미 왜가리 백로 기러기 부엉이 올빼미 딱따구리 꾀꼬리 종달새 파랑새 물총새 거북이 도롱뇽 반딧불이 나비 무당벌레 ' +
  '꿀벌 강아지 고양이 망아지 송아지 코알라 알파카 판다 기린 코끼리 미어캣 카피바라 동박새'
).split(' ')
