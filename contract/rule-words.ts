import {
  acknowledgeDays,
  answerDays,
  arriveMinutes,
  bookingCodeDigits,
  callsBeforeVoid,
  changesPerBooking,
  changeDays,
  commentsPerDay,
  contactDays,
  contactsPerOrganisation,
  correctionsPerDay,
  decideDays,
  disputeDays,
  elderAge,
  extensionDecideDays,
  evidenceCharacters,
  figuresDays,
  followsOpen,
  holdMinutes,
  holdsPerDay,
  homesPerAccount,
  invitationDays,
  lastReminderHours,
  leaveDays,
  ledgerDays,
  mistapMinutes,
  messagesPerCase,
  messagesPerDay,
  nearYears,
  noShowDays,
  organisationInvitationsPerDay,
  organisationsPerAccount,
  organisationsPerDay,
  offerHours,
  offerMinutes,
  offerParts,
  photosPerCase,
  printLinkMinutes,
  proxyPeople,
  proxySeats,
  ratingWindowDays,
  recallAfter,
  reportsPerDay,
  requestsPerDay,
  reviewDays,
  searchDays,
  templatesPerStaff,
  ticketsPerDay,
  uploadsPerDay,
  unusedHours,
  usualReplyDays,
  urgeParts,
  verifyAfterDays,
  voiceSeconds,
  voicesPerCase,
  waitEndDays,
  waitingPerDay,
  whistleAssessDays,
  whistleRespondMinutes,
  whistleUnits,
  wrongCodeMinutes,
} from './rules'
import { callForHelp } from './danger'
import { minutesInWords } from './time-words'

const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
/** Returns an ordinal: `第二`, `第 12 `. */
const ordinalInWords = (count: number) => `第${digits[count - 1] ?? ` ${count} `}`
/** Returns a count before what is counted: `两`, `三`, ` 12 `. */
const countInWords = (count: number) => (count === 2 ? '两' : (digits[count - 1] ?? ` ${count} `))
/** Returns one of so many equal parts: `一半`, `三分之一`, ` 12 分之一`. */
const partInWords = (parts: number) => (parts === 2 ? '一半' : `${digits[parts - 1] ?? ` ${parts} `}分之一`)

/** Returns the refusal of what an account did `count` times today; it never leaves somebody in danger without a way. */
const enoughForToday = (what: string, count: number) => `今天${what}已有 ${count} 次，到了一天的上限，请明天再来。${callForHelp}`

/** The rule of the first contact after a bad rating, in words. */
export const contactRule = `${contactDays} 个工作日内联系打差评的居民（实名差评回访）`

/** The rule of the answer to an order of the supervisor, and of the decision of a dispute, in words. */
export const acknowledgeRule = `${acknowledgeDays} 个工作日内回应督办`
export const decideRule = `${decideDays} 个工作日内定下归哪个单位管（交办异议）`

/** The sentences that mention a rule's number, each once; the numbers come from contract/rules.ts. */
export const ruleWords = {
  verifyHint: `答复 ${verifyAfterDays} 天还没有评价的，由没有参加办理的同事打电话问一问`,
  foundDone: `拍一张办好后的照片，或者写明做了什么（至少 ${evidenceCharacters} 个字）`,
  contactRater: `差评要在 ${contactDays} 个工作日内联系居民`,
  ledgerDate: `台账要写明时间，最晚是评价后的 ${ledgerDays} 个工作日`,
  changeRating: `${changeDays} 天内可以改一次`,
  holdRuns: `位置给您留 ${minutesInWords(holdMinutes)}，请填好后确认`,
  holdAhead: `点一个时间，位置先给您留 ${minutesInWords(holdMinutes)}；不约就让出。`,
  holdOver: `${minutesInWords(holdMinutes)}到了，位置已让出；您填的内容还在，请重新选时段`,
  offerOpen: `排到了，位置给您留一段时间：离开始还有多久，就留其中的${partInWords(offerParts)}，一般不短于 ${minutesInWords(offerMinutes)}，最长 ${minutesInWords(offerHours * 60)}，只算上班时间；到了开始就不留了`,
  notArrivable: `还没到签到时间，开始前 ${minutesInWords(arriveMinutes)}起可以签到`,
  movedOften: `这个预约已经改过 ${changesPerBooking} 次，不能再自己改时间了；来不了可以取消，要改时间请打电话给服务点`,
  proxySeats: `一个时段最多替别人约 ${proxySeats} 个位置`,
  proxyPeople: `同一项服务，最多同时替${countInWords(proxyPeople)}个人约；办完或取消一个后再约，也可以打电话给服务点`,
  inCalendar: `已放到日历，开始前 ${minutesInWords(lastReminderHours * 60)}提醒您`,
  /** For a first no-show; `group` as in `“体检”类服务`. */
  firstNoShow: (group: string) =>
    `这次只是提醒：${noShowDays} 天内再有一次没有来，${group}会有 ${noShowDays} 天不能在线预约。诉求、消息和其他服务不受影响。有特殊情况可以说明`,
  secondNoShow: (group: string, until: string) =>
    `${noShowDays} 天内第二次没有来，${until}前不能在线预约${group}，仍可以到现场办。诉求、消息和其他服务不受影响。有特殊情况可以说明，工作人员会看`,
  noShows: (count: number) => `${noShowDays} 天内 ${count} 次`,

  passed: `再过 ${recallAfter} 个号会再叫一次`,
  passedByStaff: `再叫 ${recallAfter} 个号后会再叫他一次`,
  lastCall: `${ordinalInWords(callsBeforeVoid)}次还没来就作废`,
  notThere: `叫号${countInWords(callsBeforeVoid)}次未到`,
  voided: `叫了${countInWords(callsBeforeVoid)}次都没到`,

  ratings: `居民用过服务后 ${ratingWindowDays} 天内可以评价，差评要在 ${answerDays} 个工作日内答复。`,
  badRatingAnswered: `会由没有办这件事的同事在 ${answerDays} 个工作日内答复您`,
  takeBackOver: `点错了只能在 ${minutesInWords(mistapMinutes)}内、还没有人接手时收回`,
  badRatingsOwed: `${answerDays} 个工作日内逐条答复`,
  review: `对结果不服，可在 ${reviewDays} 日内申请复查`,

  bookingCode: `预约码是 ${bookingCodeDigits} 位数字`,
  bookingCodeTyped: `输完 ${bookingCodeDigits} 位数字就签到`,
  bookingCodeAtCounter: `不方便用手机，请直接到柜台，报姓名或 ${bookingCodeDigits} 位预约码`,
  bookingCodeToStaff: `请用微信扫门口或柜台上的签到码；也可以打开预约，把 ${bookingCodeDigits} 位预约码给工作人员看，由他给您签到。`,

  figuresTooLong: `一次最多看 ${figuresDays} 天`,
  searchHelp: `${bookingCodeDigits} 位预约码、姓名，或完整的电话；前后 ${searchDays} 天`,
  notFoundBooking: `请核对姓名、电话或 ${bookingCodeDigits} 位预约码；只找前后 ${searchDays} 天的。`,
  printCopied: `地址已复制，${printLinkMinutes} 分钟内在接打印机的电脑上用浏览器打开`,

  usualReply: (minutes: number, of: number) =>
    `通常 ${minutes} 分钟内回复（近 ${usualReplyDays} 天 ${of} 次首次回复的中间值，只算值班时间）`,
  leaveTooLong: `一次最多请 ${leaveDays} 天，更久请联系街道交接`,
  templatesFull: `最多保存 ${templatesPerStaff} 条常用语，请先删去用不上的`,
  messagesFull: `最多选 ${messagesPerCase} 条`,

  requestsPerDay: enoughForToday('提诉求', requestsPerDay),
  reportsPerDay: enoughForToday('提举报', reportsPerDay),
  commentsPerDay: enoughForToday('补充和留言', commentsPerDay),
  messagesPerDay: enoughForToday('发消息', messagesPerDay),
  holdsPerDay: enoughForToday('选时段', holdsPerDay),
  waitingPerDay: enoughForToday('登记候补', waitingPerDay),
  ticketsPerDay: enoughForToday('取号', ticketsPerDay),
  uploadsPerDay: enoughForToday('传照片和录音', uploadsPerDay),
  correctionsPerDay: enoughForToday('反映网格不对', correctionsPerDay),
  organisationsPerDay: enoughForToday('登记单位', organisationsPerDay),
  organisationInvitationsPerDay: enoughForToday('邀请单位联系人', organisationInvitationsPerDay),
  farDate: `日期要在前后 ${nearYears} 年之内`,
  wrongCodes: `试错的次数太多了，请过 ${minutesInWords(wrongCodeMinutes)}再试；急的话请打电话给社区`,

  followsFull: `您跟进的事已有 ${followsOpen} 件没办完，不能再加；也可以单独提交`,
  homesFull: `最多登记 ${homesPerAccount} 个住处，请先移走一个`,
  invitation: `由街道管理员发给您，${invitationDays} 天内有效，只能用一次`,
  organisationsFull: `一个人最多做 ${organisationsPerAccount} 个单位的联系人，请先退出一个`,
  contactsFull: `一个单位最多 ${contactsPerOrganisation} 位联系人，请先移走一位`,
  organisationCode: `由单位的联系人或街道发给您，${invitationDays} 天内有效，只能用一次`,
  elder: `我已满 ${elderAge} 岁`,
  filesFull: `最多 ${photosPerCase} 张照片和 ${voicesPerCase} 段录音`,
  extensionDecided: `${extensionDecideDays} 个工作日内定是否延期`,
  acknowledge: `收到的人要在 ${acknowledgeDays} 个工作日内回应，没有人回应会再报街道和区监督员`,
  disputeOver: `收到 ${disputeDays} 个工作日以后不能再提交办异议，请先办理，办不了请和受理员商量`,
  whistleFull: `一次吹哨最多叫 ${whistleUnits} 个单位，先结束这次，或者请不用来的单位不用来`,
  whistleAssess: `结束后 ${whistleAssessDays} 个工作日内可以评；双方都评了，或者过了时间，才看得到对方怎么评`,
  whistleAssessOver: `结束 ${whistleAssessDays} 个工作日以后不能再评`,
  whistleHelp: `单位要在 ${minutesInWords(whistleRespondMinutes)}内回应，可以改`,
  proposalExpired: `这份建议过了 ${waitEndDays} 天没有确认，已经过期；要办请在对话里说一声，网格员可以再建议一次`,
  waitOver: `等了 ${waitEndDays} 天没有收到补充，按现有情况继续办`,
  urgeEarly: `过了约定的时间，或者过了${partInWords(urgeParts)}还没有消息，就可以催；现在可以补充几句，急的话请打电话`,
  uploadsFull: `您有不少传了却没有用上的照片或录音，请先提交，或等 ${unusedHours} 小时后再传`,
  voiceTooLong: `录音最长 ${voiceSeconds} 秒，请分几段说`,
} as const
