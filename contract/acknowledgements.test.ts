import { isAnswer, mayAnswer, needsAnswer } from './acknowledgements'

const alone = { answersTeam: false }
/** Returns a text as it is typed with the punctuation of a Latin keyboard. */
const half = (text: string) => text.replaceAll('，', ',').replaceAll('？', '?').replaceAll('！', '!')

test.each([
  '好',
  '好的',
  '好的，谢谢',
  '好的，谢谢！！',
  '好的好的，麻烦您了',
  '谢谢',
  '谢谢您。',
  '谢谢啦～',
  '谢谢李师傅',
  '太感谢您了！！',
  '多谢小李',
  '收到',
  '收到，谢谢！🙏',
  '嗯嗯',
  '嗯，知道了',
  '哦哦',
  '👍',
  '👍🏻👍🏻',
  '❤️',
  '[强][抱拳]',
  '明白了',
  'OK',
  'ok，thank you',
  '辛苦了',
  '您辛苦了',
  '没事了，谢谢',
  '不客气',
  '太好了',
  '可以',
  '行，谢谢',
  '没问题',
  '不用来了，谢谢',
  '已经修好了，谢谢',
  '好的呀',
  '是的',
])('“%s” of hers waits for no answer', (text) => {
  expect([needsAnswer(text, alone), needsAnswer(half(text), alone)]).toEqual([false, false])
})

test.each([
  '好的，那什么时候来？',
  '谢谢，灯又灭了',
  '谢谢灯又灭了',
  '好的？',
  '收到吗',
  '好多了，但是还在漏',
  '好急',
  '急！',
  '？？？',
  '。。。',
  '!!!',
  '😡',
  '🔥',
  '🆘',
  '嗯 还是没水',
  '知道了还不来',
  '没人来',
  '您好',
  '在吗',
  '还没修好',
  '好像又坏了',
  '谢谢，3号楼',
  '不行',
  '没有',
  '又坏了',
  '[发怒]',
  '谢谢你们的不作为',
  '1',
])('“%s” of hers does', (text) => {
  expect([needsAnswer(text, alone), needsAnswer(half(text), alone)]).toEqual([true, true])
})

test.each(['有', '没有', '在家', '不在', '方便的', '不行，谢谢'])('“%s” is what the team asked for, where it asked', (text) => {
  expect([mayAnswer(text), needsAnswer(text, { answersTeam: true }), needsAnswer(text, alone)]).toEqual([true, false, true])
})

test.each(['好', '好的', '收到', '收到！', '👌', '嗯', '知道了', '稍等', '请稍等', '您稍等一下', '好的，等一下', '谢谢'])(
  '“%s” of the team answers nothing',
  (text) => {
    expect(isAnswer(text)).toBe(false)
  },
)

test.each([
  '可以',
  '行',
  '不用',
  '没有',
  '好的，我下午去看',
  '马上到',
  '稍等，师傅在路上',
  '您在家吗？',
  '明天',
  '好了',
  '修好了',
  '今天下午',
])('“%s” of the team does', (text) => {
  expect(isAnswer(text)).toBe(true)
})

// One pattern for a whole text needed 9 s for the first of these with 26 times 好的, twice as long for each one more, and the API stood still.
test.each(['好的', '哦', '好', '谢谢您', '嗯啊', '好 ', '稍等一下', '小李辛苦'])(
  'a thousand characters of %s are looked at once',
  (word) => {
    const long = word.repeat(Math.floor(999 / word.length))
    const [needs, answers] = [needsAnswer(`${long}甲`, alone), isAnswer(`${long}甲`)]
    expect([needs, answers, mayAnswer(`${long}甲`)]).toEqual([true, true, false])
    expect(needsAnswer(`${long}，${long}甲`, { answersTeam: true })).toBe(true)
  },
)
