import type { GuideStepId } from '../../shapes/guide.ts'
import { GUIDE_CHECKED_ON, type GuideStepText } from './guide-step.ts'

/** 상담, 피해구제, 조정, 신고를 받는 기관. */
export const bodySteps = {
  consult_1372: {
    title: '1372에서 상담하기',
    what: [
      '1372에 전화하거나 인터넷 상담을 올리세요.',
      '주문번호, 금액, 업체 이름, 지금까지 한 일을 말하세요.',
      '상담 번호를 받아 두세요. 피해구제를 신청할 때 써요.',
    ],
    why: '거의 모든 기관이 여기에서 시작해요. 같은 업체의 상담이 모이면 집단분쟁조정의 근거가 돼요.',
    where: [
      {
        name: '1372 소비자상담센터',
        url: 'https://www.ccn.go.kr',
        phone: '1372',
        hours: '평일 09:00~18:00. 인터넷 상담은 언제나 올릴 수 있어요. 통화료는 거는 쪽이 내요.',
      },
    ],
    number: '상담 번호',
    basis: '소비자기본법 제55조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  relief: {
    title: '한국소비자원 피해구제 신청하기',
    what: [
      '상담으로 풀리지 않으면 서면이나 인터넷으로 피해구제를 신청하세요.',
      '업체에 요구한 자료와 거절·무응답 자료를 붙이세요.',
      '30일 안에 합의가 안 되면 분쟁조정으로 넘어가요.',
    ],
    why: '한 사람이어도 돈을 들이지 않고 신청할 수 있어요. 연락이 닿지 않거나 회생·파산 중인 업체는 어려울 수 있어요.',
    where: [{ name: '한국소비자원', url: 'https://www.kca.go.kr' }],
    number: '피해구제 접수번호',
    basis: '소비자기본법 제55조, 제58조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  collective: {
    title: '집단분쟁조정에 함께 내기',
    what: [
      '이 방의 함께 내기에서 참여할 수 있는지 보세요.',
      '합의했거나 소송을 냈거나 다른 조정을 신청한 사람은 50명에 세지 않아요.',
      '처음 명단에 드는 것이 안전해요. 나중에 받아 줄지는 위원회가 정해요.',
    ],
    why: '같은 피해가 50명을 넘으면 한 번에 조정할 수 있어요. 업체뿐 아니라 판매자와 결제대행사도 상대가 될 수 있어요.',
    where: [{ name: '소비자분쟁조정위원회', url: 'https://www.kca.go.kr' }],
    basis: '소비자기본법 제68조, 시행령 제56조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  seoul_center: {
    title: '서울시 전자상거래센터에 알리기',
    what: ['사이트 주소, 주문 정보, 경위를 인터넷으로 올리세요.', '사기 의심 사이트 신고도 여기에서 받아요.'],
    why: '서울에 신고된 쇼핑몰이 많아서 업체에 직접 확인하고 다른 소비자에게 경고할 수 있어요.',
    where: [
      {
        name: '서울시 전자상거래센터',
        url: 'https://ecc.seoul.go.kr',
        phone: '02-2133-4891',
        hours: '인터넷 접수는 24시간. 전화는 4891~4896이에요.',
      },
    ],
    number: '접수번호',
    basis: '서울시 전자상거래센터 안내',
    checkedOn: GUIDE_CHECKED_ON,
  },
  ecmc: {
    title: '전자거래분쟁조정위원회에 조정 신청하기',
    what: [
      '인터넷으로 조정을 신청하세요. 적은 금액도 받아요.',
      '45일 안에 조정안이 나와요. 15일 안에 답이 없으면 받아들인 것으로 봐요.',
    ],
    why: '소비자끼리, 사업자끼리의 온라인 거래도 다뤄요. 성립하면 재판상 화해와 같은 효력이 있어요. 다른 법의 조정이 이미 끝난 일은 받지 않아요.',
    where: [{ name: '전자문서·전자거래분쟁조정위원회', url: 'https://www.ecmc.or.kr' }],
    number: '사건번호',
    basis: '전자문서 및 전자거래 기본법 제32조~제35조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  ftc: {
    title: '공정거래위원회에 위반 신고하기',
    what: [
      '환급 거부, 거짓 광고, 신고 없는 폐업처럼 법을 어긴 사실을 적어 신고하세요.',
      '누가, 언제, 무엇을 어겼는지와 증거를 붙이세요.',
    ],
    why: '한 사람의 환불을 대신 받아 주는 곳은 아니지만, 업체에 시정과 환급을 명할 수 있어요. 누구나 신고할 수 있어요.',
    where: [{ name: '공정거래위원회', url: 'https://www.ftc.go.kr' }],
    number: '신고 번호',
    basis: '전자상거래법 제26조 제4항, 제33조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  city_office: {
    title: '시·군·구 통신판매 담당에 확인하기',
    what: [
      '통신판매업 신고번호에 적힌 시·군·구에 전화해 휴업·폐업 신고가 있는지 물어보세요.',
      '신고 없이 문을 닫았다면 그 사실을 알리세요.',
    ],
    why: '문을 닫으려면 5일 전에 신고해야 해요. 신고를 받은 곳이 시정을 권고할 수 있어요.',
    where: [{ name: '업체가 있는 시·군·구청', url: 'https://www.gov.kr' }],
    ready: ['통신판매업 신고번호', '사업자등록번호'],
    basis: '전자상거래법 제12조, 제31조, 시행규칙 제10조 제1항',
    checkedOn: GUIDE_CHECKED_ON,
  },
  consumer_groups: {
    title: '소비자단체의 합의 권고와 자율분쟁조정',
    what: [
      '소비자단체에 상담하고 합의 권고를 부탁하세요.',
      '안 되면 단체를 통해 자율분쟁조정을 신청하세요. 30일 안에 끝나요.',
    ],
    why: '단체가 소비자를 대신해 신청할 수 있어서 혼자 하기 어려울 때 도움이 돼요.',
    where: [{ name: '1372에서 소비자단체로 연결', url: 'https://www.ccn.go.kr', phone: '1372' }],
    number: '접수번호',
    basis: '소비자기본법 시행령 제24조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  content_panel: {
    title: '디지털 콘텐츠라면 콘텐츠분쟁조정위원회',
    what: ['게임, 음원, 강의 같은 디지털 콘텐츠의 환불 다툼이면 조정을 신청하세요.'],
    why: '콘텐츠 거래만 다루는 곳이라 쓴 만큼과 남은 만큼을 나눠 보는 데 익숙해요.',
    where: [{ name: '콘텐츠분쟁조정위원회', url: 'https://www.kcdrc.kr' }],
    number: '사건번호',
    basis: '전자상거래법 시행령 제35조, 콘텐츠산업진흥법 제29조',
    checkedOn: '2026-11-23',
  },
  privacy: {
    title: '내 정보가 걱정되면 118',
    what: [
      '닫힌 쇼핑몰을 사칭한 환불 문자의 링크는 누르지 마세요.',
      '개인정보가 새어 나간 것 같으면 118에 상담하세요.',
    ],
    why: '문 닫은 쇼핑몰의 회원 정보를 노린 문자가 자주 와요. 업체는 유출을 안 때부터 72시간 안에 알려야 해요.',
    where: [{ name: '한국인터넷진흥원', url: 'https://privacy.kisa.or.kr', phone: '118' }],
    basis: '개인정보 보호법 제34조',
    checkedOn: GUIDE_CHECKED_ON,
  },
  seller_mediation: {
    title: '한국공정거래조정원에 조정 신청하기',
    what: [
      '계약서, 정산 내역, 내용증명을 붙여 신청하세요.',
      '상대가 대규모유통업자면 대규모유통업거래, 아니면 공정거래 분쟁조정이에요.',
      '60일 안에 결론이 나고, 둘 다 동의하면 90일까지 늘어요.',
    ],
    why: '신청하면 시효가 멈추고, 성립하면 재판상 화해와 같은 효력이 있어요. 공정위가 이미 조사하는 일은 받지 않아요.',
    where: [{ name: '한국공정거래조정원', url: 'https://www.kofair.or.kr' }],
    number: '사건번호',
    basis: '대규모유통업법 제24조~제27조, 공정거래법 제73조~제78조',
    checkedOn: GUIDE_CHECKED_ON,
  },
} as const satisfies Partial<Record<GuideStepId, GuideStepText>>
