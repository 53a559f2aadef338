import { clausesOf, isSaid, sayingOf } from './sayings'

/**
 * 紧急情况: words by which somebody tells of one, and what to say then: whom to call, and what to do first. Shown in searches, forms and
 * conversations at once, beside whatever else they show. A district writes its own table (`emergencies.csv`); this one is used without.
 */
export interface Emergency {
  code: string
  /**
   * Synonyms; of a word with spaces all parts must be in one clause, in any order: `电梯 困`. A part after `-` must not be in it:
   * `落水 -落水管`.
   */
  words: readonly string[]
  /** What to do first, in one sentence. */
  advice: string
  /** Whom to call, the first one first. */
  phones: readonly Phone[]
}

export interface Phone {
  name: string
  number: string
}

const police = { name: '报警', number: '110' }
const fire = { name: '火警', number: '119' }
const rescue = { name: '急救', number: '120' }

/** Nationwide numbers, known without network. */
export const nationwide: readonly Phone[] = [police, fire, rescue]

/** What is used until a district writes its own table. In the order in which they matter when a text tells of several. */
export const defaultEmergencies: readonly Emergency[] = [
  {
    code: 'gas',
    words: ['煤气', '燃气', '天然气', '液化气', '瓦斯', '煤烟', '一氧化碳', '煤球 晕', '漏气', '气 漏 -暖气 -天气 -水', '气罐'],
    advice: '先关阀、开窗，不要开灯、点火或按电器开关，人到屋外再打电话',
    phones: [fire, rescue, police],
  },
  {
    code: 'fire',
    words: ['着火', '起火', '失火', '火灾', '火警', '着起来', '烧起来', '烧着了', '冒烟', '浓烟', '爆炸', '自燃', '救火'],
    advice: '马上离开，不要坐电梯，随手关门，到安全的地方再打电话',
    phones: [fire, rescue, police],
  },
  {
    code: 'lift',
    words: ['电梯 困 -困难', '困在电梯', '电梯 关在', '电梯 出不来', '电梯 卡住', '电梯 被夹', '电梯 坠', '电梯 掉下'],
    advice: '按轿厢里的呼叫键，等人来救，不要扒门、不要自己往外爬',
    phones: [fire, { name: '电梯救援', number: '96333' }, rescue],
  },
  {
    code: 'health',
    words: [
      ...['摔倒', '跌倒', '摔了', '摔伤', '摔下', '摔着', '倒地', '起不来', '昏倒', '昏迷', '昏过去', '晕倒', '晕过去', '头晕', '不省人事'],
      ...[
        '叫不醒',
        ...['人没反应 -电话 -物业', '老伴没反应', '孩子没反应', '爷爷没反应', '奶奶没反应', '妈没反应', '爸没反应'],
        ...['人不行了', '人快不行了', '老伴不行了', '老伴快不行了', '爷爷不行了', '奶奶不行了', '妈不行了', '爸不行了', '割腕', '安眠药'],
        '没气',
        '没有呼吸',
        '喘不上',
        '喘不过',
        '呼吸困难',
        '胸口疼',
        '胸口痛',
        '胸痛',
        '胸闷',
        '心脏病',
        '心梗',
        '中风',
      ],
      ...[
        '脑溢血',
        '抽搐',
        '抽风',
        '流血',
        '出血',
        '骨折',
        '烫伤',
        '烧伤',
        '触电',
        '中毒',
        '农药',
        '噎住',
        '噎着',
        '呛着',
        '溺水',
        '要生了',
        '急救',
      ],
    ],
    advice: '先打 120，照接线员说的做；人叫不醒时不要搬动、不要喂水',
    phones: [rescue, police],
  },
  {
    code: 'danger',
    words: [
      ...[
        '打人',
        '打我',
        '打架',
        '家暴',
        '持刀',
        '拿刀',
        '砍人',
        ...['捅人', '捅了人', '捅伤', '捅死', '捅我', '捅他', '捅她'],
        '抢劫',
        '抢东西',
        '入室',
        '小偷',
        '撬门',
        '杀人',
        '救命',
        '报警',
        '绑架',
      ],
      ...['自杀', '轻生', '跳楼', '跳河', '想死', '不想活', '想不开', '走失', '走丢', '孩子 不见了', '老人 不见了'],
      ...['落水 -落水管', '落井', '掉井', '掉进井', '掉到井', '掉水里', '掉进水', '掉河里', '掉进河', '房 塌', '楼 塌', '墙 塌'],
    ],
    advice: '先到安全的地方，不要自己上前，马上打电话',
    phones: [police, rescue],
  },
]

/** Returns the emergency a text tells of, the first in the table's order; undefined for none. */
export function emergencyIn(text: string, table: readonly Emergency[]): Emergency | undefined {
  const said = clausesOf(text)
  if (said.length === 0) return undefined
  return table.find(({ words }) => words.some((word) => isSaid(said, sayingOf(word))))
}

interface EmergencyCategory {
  name: string
  hint: string
  emergency: readonly Phone[] | null
}

/** Returns the default table with the phones and the advice of the district's own emergency categories, such as its gas repair. */
export const defaultsWith = (categories: readonly EmergencyCategory[]): Emergency[] =>
  defaultEmergencies.map((emergency) => {
    const own = categories.find(({ name, emergency: phones }) => phones !== null && emergencyIn(name, [emergency]) !== undefined)
    if (own?.emergency == null) return emergency
    return { ...emergency, advice: own.hint === '' ? emergency.advice : own.hint, phones: [...own.emergency] }
  })
