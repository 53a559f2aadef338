import * as v from 'valibot'

/**
 * Every way the API can say no (RFC 9457 problem+json). `code` is stable and machine-readable;
 * `detail` is a Chinese sentence a resident can act on. A room adds its codes here, never inline.
 */
export const problems = {
  badInput: { status: 400, detail: '有些内容填得不对,请看标出的地方' },
  signInNeeded: { status: 401, detail: '请先登录再试' },
  badToken: { status: 401, detail: '登录已失效,请重新登录' },
  notYourRole: { status: 403, detail: '这件事您的身份不能办,需要时请联系网格员' },
  notFound: { status: 404, detail: '没有找到,可能已被移走或您看不到它' },
  tooLarge: { status: 413, detail: '文件太大,请换一个小一些的' },
  tooMany: { status: 429, detail: '操作太频繁,请稍等一会儿再试' },
  keyNeeded: { status: 400, detail: '缺少防重复提交的标记,请更新小程序后再试' },
  keyReused: { status: 422, detail: '这次提交和上次的内容不一样,请重新提交' },
  clientTooOld: { status: 426, detail: '小程序版本太旧,请关闭后重新打开' },
  internal: { status: 500, detail: '我们这边出了点问题,您写的内容还在,请稍后再试' },
  unavailable: { status: 503, detail: '系统正忙,请稍后再试' },

  wechatCodeRefused: { status: 400, detail: '微信登录没有成功,请再试一次' },
  wechatBlocked: { status: 403, detail: '微信提示此账号有风险,暂时不能登录' },
  wechatUnreachable: { status: 503, detail: '暂时连不上微信,请稍后再试' },
  invitationRefused: { status: 400, detail: '邀请码不对、已用过或已过期,请向发码的人要一个新的' },
  alreadyBound: { status: 409, detail: '这个工作身份已经绑定了别的微信,请联系街道解绑' },
  tooManyHomes: { status: 409, detail: '最多登记 5 个住处,请先移走一个' },

  noGridHere: { status: 404, detail: '这个位置不在本区的网格内,请搜地址或从楼栋里选' },
  unknownDoor: { status: 404, detail: '没认出这个门牌码,请搜地址或从楼栋里选' },

  emergency: { status: 409, detail: '这是紧急情况,请马上打电话' },
  notNow: { status: 409, detail: '现在这一步不能这样办,请刷新看看最新进展' },
  notHandler: { status: 403, detail: '这件事由别人在办,您不能替他操作' },
  evidenceNeeded: { status: 400, detail: '答复“已解决”时请附上照片或写明怎样解决的' },
  contestedOnce: { status: 409, detail: '这件事已经申诉过一次,请按告知的途径办理' },
  answersNeeded: { status: 400, detail: '还有几个问题没回答' },
  consentNeeded: { status: 400, detail: '替别人办事,请先记下本人同意' },
  homeNeeded: { status: 400, detail: '请先选好您住的楼栋,我们才知道交给哪位网格员' },
  alreadyRated: { status: 409, detail: '这一次办理您已经评过了' },
  ratingOver: { status: 409, detail: '评价时间已过;问题还在的话,请再提一件诉求' },
  reasonNeeded: { status: 400, detail: '不满意时请选一个原因,我们好让别人重办' },

  ownNotice: { status: 403, detail: '公告要由另一位同志审核,不能自己审自己写的' },
  fileRefused: { status: 415, detail: '只收照片(JPG、PNG、WebP)和录音(MP3、WAV、M4A)' },
  voiceTooLong: { status: 400, detail: '录音最长 60 秒,请分几段说' },
  fileGone: { status: 410, detail: '链接已过期,请返回后重新打开' },
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
  /** The next possible thing to do, where there is one: phone numbers to call. */
  phones: v.optional(v.array(v.object({ name: v.string(), number: v.string() }))),
})
export type Problem = v.InferOutput<typeof Problem>
