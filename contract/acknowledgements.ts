/**
 * Words that say thank you or that something was read, in one table. A message that is made of nothing else needs no answer, and answers
 * nothing. Voice notes and photos are never looked into: they may hold anything.
 */

const person = /(?:您|你|大家|各位|你们|您们|[小老]\p{Script=Han}|\p{Script=Han}{0,2}(?:书记|师傅|网格员|主任|老师|大哥|大姐|同志|医生))/u
const anybody = new RegExp(`${person.source}?`, 'u')
const sequence = (...patterns: readonly RegExp[]) => new RegExp(patterns.map(({ source }) => source).join(''), 'u')

/** Thanks, and that it was read: from either side. Each may be followed by a particle. */
const acknowledging = [
  /好(?:的|滴|嘞|咧|勒|哒)?|嗯|恩|[哦噢喔]|收到/,
  /(?:都|已经?)?(?:知道|看到|明白|了解|晓得|清楚)/,
  sequence(/(?:非常|十分|太|多|真的|真是)?(?:谢|谢谢|感谢)/, anybody),
  sequence(/(?:真是)?太?(?:麻烦|辛苦|打扰)/, anybody),
  sequence(person, /(?:辛苦|费心)/),
  /不[用要]?(?:客气|谢)|没(?:事|关系)/,
  /(?:真|很|太|非常|挺|蛮)[好棒]|(?:很|非常)?满意|放心/,
  /点?赞/,
  sequence(/给/, person, /点?赞/),
  /再见|拜拜|回头见|晚安/,
  /ok|okay|thx|thanks?|thank you|3q|bye/,
]
/** A yes or no, or that it is done, which is an answer from the team, and no question from the resident. */
const agreeing = [/可以|行|中|对|是的?|没问题/, /不用来?/, /(?:已经)?(?:修|弄|办|搞|处理)?(?:好|解决|恢复)了/, /(?:路|楼道)?灯亮了/]
/** What is an answer to a question of the team; without one it may be a need. */
const answering = [/有|没有?|不是|不行|不可以|在家?|不在家?|不?能|不?会|不?方便/]
/** That the team asks for time, which is no answer. */
const holdingOn = [sequence(anybody, /请?您?[稍等](?:等|候|一下|一会儿?)?/)]

const particle = /^[啊呀哈啦哦喔噢嘛吧的哟了您你\s]$/u
/** Words of `acknowledging` that say something else with 了: 好了 is done. */
const notWithLe = /^好(?:的|滴|嘞|咧|勒|哒)?$/u
const wordsOf = (...patterns: (readonly RegExp[])[]) => {
  const one = patterns.flat().map(({ source }) => source)
  return new RegExp(`^(?:${one.join('|')})$`, 'iu')
}
const agreements = wordsOf(acknowledging, agreeing)
const answers = wordsOf(acknowledging, agreeing, answering)
const pending = wordsOf(acknowledging, holdingOn)

/** Characters of the longest word, with a name of two characters and an office in it; a character may be two units. */
const longest = 16

/**
 * Returns whether a text is made of nothing but words, each with the particles after it. It goes from place to place, and looks at each once:
 * one pattern for the whole text would try every way to cut it into words and particles, and 好的好的好的 … with one other character at its end
 * would take longer the more of them there are, soon hours.
 */
function isMadeOf(word: RegExp, text: string): boolean {
  const ends = new Set([0])
  for (let at = 0; at < text.length; at += 1) {
    if (!ends.has(at)) continue
    if (at > 0 && particle.test(text.charAt(at))) ends.add(at + 1)
    for (let end = at + 1; end <= Math.min(text.length, at + longest); end += 1) {
      if (ends.has(end)) continue
      const said = text.slice(at, end)
      if (word.test(said) && !(text.charAt(end) === '了' && notWithLe.test(said))) ends.add(end)
    }
  }
  return ends.has(text.length)
}

/** Emoji, and WeChat's own, which say thanks or yes; any other may be an alarm. */
const friendly =
  /[👍👌🙏🤝💪👏🌹🌷💐❤♥😊😀😃😄😁🙂😍🥰✅]|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D|\[(?:强|抱拳|玫瑰|握手|OK|微笑|呲牙|愉快|爱心|胜利|鼓掌|合十|耶)\]/giu

/** Returns whether all words of a text are of a table; a friendly emoji alone counts, a text of marks alone does not. */
function isOf(words: RegExp, text: string): boolean {
  if (/[?？]/u.test(text)) return false
  const said = text.normalize('NFKC')
  const plain = said.replaceAll(friendly, '，')
  const parts = plain.split(/[\p{P}~^]+/u).map((part) => part.trim())
  const left = parts.filter((part) => part !== '')
  return left.length === 0 ? plain !== said : left.every((part) => isMadeOf(words, part))
}

/**
 * Returns whether a text of the resident needs an answer. `answersTeam`: the team asked her something just before, so that 有 or 不在家 is
 * what it waited for.
 */
export const needsAnswer = (text: string, { answersTeam }: { answersTeam: boolean }): boolean =>
  !isOf(answersTeam ? answers : agreements, text)

/** Returns whether it depends on what the team asked if a text of the resident needs an answer. */
export const mayAnswer = (text: string): boolean => isOf(answers, text) && !isOf(agreements, text)

/** Returns whether a text of the team answers a resident, and does not only say that it was read. */
export const isAnswer = (text: string): boolean => !isOf(pending, text)

/** Returns whether a text asks something. */
export const isQuestion = (text: string): boolean => /[?？]|[吗么呢]\s*[。.!！]*$|吗|(?:是|有|在|能|行|好|可)不|有没有|什么|哪/u.test(text)
