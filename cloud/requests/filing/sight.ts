import type { RequestKind } from '@doorstep/contract/requests/case'

/** Returns who sees what of a request, in sentences. */
export function sightOf(kind: RequestKind, onBehalf: boolean): string[] {
  if (kind === 'report') {
    return [
      '举报不经过网格团队，由受理员安排办理；办理人看不到您的姓名、电话和住处',
      '受理、办理和监督的人能看到您写的内容、照片和地点，请不要在里面写出自己是谁',
      '您的录音，受理和办理的人能听到，他们可能听出是您；不愿意就打字，不要录音',
      '谁来办、办到哪一步，您随时能看到',
      ...(onBehalf ? ['您替谁提的、本人怎样同意的，会一起记下来，办理人看不到'] : []),
    ]
  }
  return [
    '本网格的办理人员能看到您的称呼、电话（您留了的话）和住处',
    '监督员能看到办理过程，看不到您的完整姓名和电话',
    '其他居民看不到这件诉求',
    ...(onBehalf ? ['您替谁提的、本人怎样同意的，会一起记下来'] : []),
  ]
}
