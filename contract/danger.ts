/**
 * Words by which somebody tells of danger to life or home. A limit that exists against abuse never holds such words back; what they mean
 * is for people to judge, so rather one word too many.
 */
const dangerWords =
  /火|烟|爆|炸|燃气|煤气|天然气|漏气|漏电|触电|救|晕|昏|摔|跌|倒地|不动|没气|心脏|胸口|喘|中风|抽搐|流血|出血|受伤|骨折|中毒|自杀|轻生|跳楼|坠|溺|淹|被困|困在|打人|打我|家暴|刀|砍|抢|杀|报警|走失|失踪|危险|紧急|急救|快来|110|119|120/

/** What every refusal for the day ends with: nobody in danger is left without a way. */
export const callForHelp = '紧急情况请马上打 110、119 或 120'

/** Whether a text tells of danger. */
export const tellsOfDanger = (text: string): boolean => dangerWords.test(text)
