import type { GuideStepId } from '../../shapes/guide.ts'
import { GUIDE_CHECKED_ON, type GuideStepText } from './guide-step.ts'

const court = { name: '대법원 전자소송', url: 'https://ecfs.scourt.go.kr' } as const

/** 수사기관과 법원. */
export const courtSteps = {
  police: {
    title: '기망이 의심되면 경찰에 신고하기',
    what: [
      '아는 사실, 생각, 증거를 나눠 적으세요.',
      '주문을 받을 때부터 보낼 수 없었다고 볼 사실이 있는지가 중요해요.',
      '같은 피해자가 많으면 범죄일람표로 함께 낼 수 있어요.',
    ],
    why: '돈을 늦게 주는 것만으로는 형사 사건이 되지 않을 수 있어요. 사실과 다르게 적으면 무고가 될 수 있어요.',
    where: [
      { name: '경찰청 사이버범죄 신고시스템(ECRM)', url: 'https://ecrm.police.go.kr' },
      { name: '가까운 경찰서', phone: '112', hours: '급한 일이 아니면 방문해서 접수하세요.' },
    ],
    number: '접수번호',
    basis: '형법 제347조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  insolvency: {
    title: '회생·파산이면 채권신고하기',
    what: [
      '먼저 채권자 목록에 내 이름과 금액이 있는지 보세요. 구매자는 빠지는 일이 있어요.',
      '없으면 신고 기간 안에 법원에 채권을 신고하세요.',
      '이자는 개시결정이나 파산선고 전날까지 따로 적으세요.',
    ],
    why: '신고하지 않으면 나눠 받을 때 빠질 수 있어요. 기간이 지나면 내 탓이 아닌 사정이 있어야 받아 줘요.',
    where: [court],
    number: '채권신고 번호',
    basis: '채무자회생법 제147조~제153조, 제447조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  payment_order: {
    title: '주소가 확실하면 지급명령 신청하기',
    what: [
      '상대방의 정확한 이름과 주소, 금액, 까닭을 적어 전자소송으로 신청하세요.',
      '송달되고 2주 안에 이의가 없으면 판결처럼 집행할 수 있어요.',
    ],
    why: '법정에 나가지 않아도 되고 인지대가 소송의 10분의 1이에요. 우편이 닿지 않는 상대에게는 쓸 수 없어요.',
    where: [court],
    number: '사건번호',
    basis: '민사소송법 제462조, 제470조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  small_claims: {
    title: '3,000만 원까지면 소액사건으로 소송하기',
    what: [
      '소장, 증거, 증거 설명을 파일로 나눠 전자소송에 올리세요.',
      '소를 낸 때의 금액으로 봐요. 여럿이 소장 하나로 함께 내면 더해서 3,000만 원까지예요.',
      '금액을 나눠 일부만 내면 각하돼요.',
    ],
    why: '한 번 만에 끝나는 일이 많고, 변호사 없이 배우자·부모·자녀·형제자매가 대신 나갈 수 있어요.',
    where: [court],
    number: '사건번호',
    basis: '소액사건심판법 제2조, 제5조의2, 제8조, 소액사건심판규칙 제1조의2, 민사소송법 제27조',
    checkedOn: '2026-11-23',
  },
  legal_aid: {
    title: '대한법률구조공단에서 무료 상담받기',
    what: ['132에 전화하거나 방문을 예약하세요.', '모아 둔 자료와 접수번호를 가져가세요.'],
    why: '소송이나 채권신고가 낯설 때 다음에 무엇을 할지 물어볼 수 있어요.',
    where: [{ name: '대한법률구조공단', url: 'https://www.klac.or.kr', phone: '132' }],
    basis: '법률구조법',
    checkedOn: GUIDE_CHECKED_ON,
  },
} as const satisfies Partial<Record<GuideStepId, GuideStepText>>
