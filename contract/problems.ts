import { callForHelp } from './danger'
import { ruleWords } from './rule-words'
import { splitsMost } from './rules'
import * as v from 'valibot'

/**
 * Every refusal of the API (RFC 9457 problem+json). `code` is stable and machine-readable; `detail` is a Chinese sentence a resident can
 * act on. A room adds its codes here, never inline.
 */
export const problems = {
  badInput: { status: 400, detail: '有些内容填得不对，请看标出的地方' },
  signInNeeded: { status: 401, detail: '请先登录再试' },
  badToken: { status: 401, detail: '登录已失效，请重新登录' },
  sessionEnded: { status: 401, detail: '这台设备已经退出登录，要用请重新登录' },
  notYourRole: { status: 403, detail: '这件事您的身份不能办，需要时请联系网格员' },
  notFound: { status: 404, detail: '没有找到，可能已被移走或您看不到它' },
  tooLarge: { status: 413, detail: '文件太大，请换一个小一些的' },
  tooMany: { status: 429, detail: '操作太频繁，请稍等一会儿再试' },
  dailyCap: { status: 429, detail: `今天的次数已到上限，请明天再来。${callForHelp}` },
  keyNeeded: { status: 400, detail: '缺少防重复提交的标记，请更新小程序后再试' },
  keyReused: { status: 422, detail: '这次提交和上次的内容不一样，请重新提交' },
  /** The version the phone has is no longer served (client-versions.ts): WeChat fetches the new one when it is opened. */
  clientTooOld: { status: 426, detail: '这个版本的小程序太旧，用不了了；请关掉重新打开，会自动换成新的' },
  internal: { status: 500, detail: '我们这边出了点问题，您写的内容还在，请稍后再试' },
  unavailable: { status: 503, detail: '系统正忙，请稍后再试' },

  wechatCodeRefused: { status: 400, detail: '微信登录没有成功，请再试一次' },
  wechatBlocked: { status: 403, detail: '微信提示此账号有风险，暂时不能登录' },
  wechatUnreachable: { status: 503, detail: '暂时连不上微信，请稍后再试' },
  invitationRefused: { status: 400, detail: '邀请码不对、已用过或已过期，请向发码的人要一个新的' },
  alreadyBound: { status: 409, detail: '这个工作身份已经绑定了别的微信，请联系街道解绑' },
  tooManyHomes: { status: 409, detail: ruleWords.homesFull },
  organisationKnown: { status: 409, detail: '这个地方已经登记了同名的单位，请向单位的联系人要邀请码' },
  tooManyOrganisations: { status: 409, detail: ruleWords.organisationsFull },
  tooManyContacts: { status: 409, detail: ruleWords.contactsFull },
  organisationCodeRefused: { status: 400, detail: '邀请码不对、已用过或已过期，请向发码的人要一个新的' },
  alreadyContact: { status: 409, detail: '您已经是这个单位的联系人，不用再加入' },
  ownOrganisation: { status: 403, detail: '您是这个单位的联系人，请由另一位同事核实' },

  noGridHere: { status: 404, detail: '这个位置不在本区的网格内，请搜地址或从楼栋里选' },
  unknownDoor: { status: 404, detail: '没认出这个门牌码，请搜地址或从楼栋里选' },

  emergency: { status: 409, detail: '这是紧急情况，请马上打电话' },
  notNow: { status: 409, detail: '现在这一步不能这样办，请刷新看看最新进展' },
  notHandler: { status: 403, detail: '这件事由别人在办，您不能替他操作' },
  evidenceNeeded: { status: 400, detail: '答复“已解决”时请附上照片或写明怎样解决的' },
  contestedOnce: { status: 409, detail: '这件事已经申诉过一次，请按告知的途径办理' },
  urgeEarly: { status: 409, detail: ruleWords.urgeEarly },
  urgedToday: { status: 409, detail: '今天已经催过，明天还没有消息可以再催；急的话请打电话' },
  reportsHaveNoUnit: { status: 409, detail: '举报只交给一位经办人，不交给单位，请用换人办理' },
  notDispatched: { status: 409, detail: '这件事现在没有交给单位，请看最新的办理经过' },
  disputeOver: { status: 409, detail: ruleWords.disputeOver },
  disputeDecided: { status: 409, detail: '已经定下归这个单位管，不能再退；办不了请和街道商量' },
  orderedAlready: { status: 409, detail: '这件事已有督办，请先看看办理单位怎样回应' },
  notOrdered: { status: 409, detail: '现在没有等回应的督办，请看最新的办理经过' },
  reportsNotMerged: { status: 409, detail: '举报单独办理，不和别的诉求一起办' },
  stepAhead: { status: 409, detail: '和居民约好的时间还没到，先办完或者改好时间再并' },
  merged: { status: 409, detail: '这件已并入另一件一起办，请到那一件上办理，或者先撤回并案' },
  mergeCircle: { status: 409, detail: '这两件已经在一起办，不用再并' },
  mergeTooDeep: { status: 409, detail: '并案一层套一层太多了，请把它们直接并入同一件' },
  splitsOver: { status: 409, detail: `一件最多分出 ${splitsMost} 件，请在这一件里接着办` },
  splitMeanwhile: { status: 409, detail: '刚刚有人从这一件分出去过，请先看看，再决定还要不要分' },
  originOver: { status: 409, detail: '原来那一件已经答复或办结，不能再并回去；请在这一件里答复，或者并入别的一件' },
  mergeClosed: { status: 409, detail: '要并入的那一件已经答复或办结，不能再并进去' },
  noVisit: { status: 409, detail: '现在没有约好的上门时间，请看最新进展' },
  extensionTaken: { status: 409, detail: '这个时限已经延过一次，或者正在等同意，不能再申请' },
  extensionPassed: { status: 409, detail: '延到的时间已经过了，请点不同意，让办理的人尽快答复' },
  noApprover: { status: 409, detail: '这一片现在没有人可以同意延期，请按原来的时限办' },
  followOver: { status: 409, detail: '这件事已经有结果，不能再跟进了；您那里还有的话，请单独提交' },
  followsFull: { status: 409, detail: ruleWords.followsFull },
  reportsNoWhistle: { status: 409, detail: '举报不能吹哨，知道的人越少越好，请用换人办理' },
  tooManyUnits: { status: 409, detail: ruleWords.whistleFull },
  whistleOver: { status: 409, detail: '这次吹哨已经结束，不用再办；可以评一评' },
  sentBackOnce: { status: 409, detail: '已经退回过一次，请确认，或者在结束吹哨时写明还差什么' },
  assessedAlready: { status: 409, detail: '您这边已经评过了，不能再改' },
  assessOver: { status: 409, detail: ruleWords.whistleAssessOver },
  answersNeeded: { status: 400, detail: '还有几个问题没回答' },
  consentNeeded: { status: 400, detail: '替别人办事，请先记下本人同意' },
  proposalAnswered: { status: 409, detail: '网格员建议的这件事已经提交过，不用再交一次' },
  proposalExpired: { status: 409, detail: ruleWords.proposalExpired },
  proposalReplaced: { status: 409, detail: '网格员后来又发来一份新的，这一份不用了，请看对话里最新的那一份' },
  homeNeeded: { status: 400, detail: '请先选好您住的楼栋，我们才知道交给哪位网格员' },
  alreadyRated: { status: 409, detail: '这一次办理您已经评过了' },
  ratingOver: { status: 409, detail: '评价时间已过；问题还在的话，请再提一件诉求' },
  ratingAnswered: { status: 409, detail: '这一项您已经填过了，不能再改' },
  ratingChanged: { status: 409, detail: '这次评价已经改过一次，不能再改；问题还在的话，可以留言或再提一件诉求' },
  takeBackOver: { status: 409, detail: `${ruleWords.takeBackOver}；问题还在的话，可以留言或再提一件诉求` },

  slotFull: { status: 409, detail: '这个时段刚刚约满了，可以候补或换个时间' },
  slotPast: { status: 409, detail: '这个时段已经开始或过去了，请换个时间' },
  slotGone: { status: 409, detail: '这个时段已停办或有改动，请换个时间' },
  notOpenYet: { status: 409, detail: '这个时段还没有开放预约，请过几天再来' },
  bookingClosed: { status: 409, detail: '离开始太近，不能在线预约了；可以打电话或直接去现场' },
  onTheSpotOnly: { status: 409, detail: '这项服务不用预约，直接到现场取号办理' },
  limitReached: { status: 409, detail: '这项服务您约的次数已到上限，办完或取消后再约' },
  limitedForNow: { status: 409, detail: '近期约了没有来，这一类服务暂时不能在线预约；可以说明情况，也可以现场办理' },
  alreadyBooked: { status: 409, detail: '这个时段已经约过了，可以在“我的预约”里查看' },
  alreadyThen: { status: 409, detail: '同一时间已有另一个预约，请换个时间或先改那一个' },
  proxyLimit: { status: 409, detail: ruleWords.proxySeats },
  holdOver: { status: 409, detail: ruleWords.holdOver },
  stillFree: { status: 409, detail: '这个时段还有位置，可以直接预约' },
  alreadyWaiting: { status: 409, detail: '您已经在候补了，有位置会通知您' },
  cancelLate: { status: 409, detail: '离开始太近，不能自己改时间了，请打电话给服务点' },
  appealedOnce: { status: 409, detail: '这一次已经说明过情况，请等工作人员答复' },
  notArrivable: { status: 409, detail: ruleWords.notArrivable },
  wrongVenue: { status: 409, detail: '这不是您预约的地点，请核对地址' },
  codeExpired: { status: 409, detail: '这个码已经过期，请扫大屏上现在的码' },
  scanWall: { status: 409, detail: '取号请扫大屏上现在的码；海报上的码只用来签到' },
  venueClosed: { status: 409, detail: '服务点现在不开门，请在开门时间来取号' },
  walkInsFull: { status: 409, detail: '今天现场的号已经取完，可以预约其他时间' },
  alreadyQueued: { status: 409, detail: '您已经取过号了，请看排队情况' },
  queueEmpty: { status: 409, detail: '现在没有人等候' },
  hitsChanged: { status: 409, detail: '在您确认前又有人预约或取消了，请再看一遍受影响的预约' },
  professionalBusy: { status: 409, detail: '这位专业人员同一时间在另一处有安排，请调整时间' },
  ownRating: { status: 403, detail: '这次服务是您办的，请由另一位同事答复' },

  ownNotice: { status: 403, detail: '公告要由另一位同志审核，不能自己审自己写的' },
  fileRefused: { status: 415, detail: '只收照片（JPG、PNG、WebP）和录音（MP3、WAV、M4A）；别的照片（例如 HEIC、动图）请截一张图再传' },
  photoTooLarge: { status: 413, detail: '照片的尺寸太大，收不下；请把相机调到普通尺寸再拍，或者截一张图' },
  uploadsFull: { status: 409, detail: ruleWords.uploadsFull },
  partChanged: { status: 409, detail: '这个文件和刚才传的不一样了，请重新选择' },
  partsMissing: { status: 409, detail: '文件还没有传完整，请接着传' },
  noRoom: { status: 503, detail: '存放空间快满了，暂时不能收照片和录音；文字可以照常提交' },
  voiceTooLong: { status: 400, detail: ruleWords.voiceTooLong },
  fileChanged: { status: 410, detail: '这个附件和上传时不一样了，已停止显示；请告诉网格员' },
  fileGone: { status: 410, detail: '链接已过期，请返回后重新打开' },
} as const satisfies Record<string, { status: number; detail: string }>

export type ProblemCode = keyof typeof problems
const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

/** The body of every 4xx and 5xx answer, media type `application/problem+json`. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(problemCodes),
  detail: v.string(),
  requestId: v.optional(v.string()),
  /** Field errors: `path` is dotted (`place.detail`), `message` a Chinese sentence. */
  errors: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  /** The next possible action, where there is one: phone numbers to call … */
  phones: v.optional(v.array(v.object({ name: v.string(), number: v.string() }))),
  /** … and actions in the app, likeliest first: what each does, its label, and which slot, service or booking it is about. */
  next: v.optional(
    v.array(
      v.object({
        does: v.picklist([
          'joinWaiting',
          'otherSlot',
          'otherService',
          'service',
          'myBooking',
          /** The booking form of the seat already held. */
          'myHold',
          'myWaiting',
          'myTicket',
          'checkIn',
          'appeal',
          'bindHome',
          'myRequest',
        ]),
        label: v.string(),
        id: v.optional(v.string()),
        /** The action keeps the person: what was asked for another person stays for another person. */
        forOther: v.optional(v.boolean()),
        /** Number of seats to ask for instead; the number asked for when left out. */
        seats: v.optional(v.number()),
      }),
    ),
  ),
})
export type Problem = v.InferOutput<typeof Problem>
