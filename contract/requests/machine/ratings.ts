import * as v from 'valibot'
import { fileIds } from '../../files'
import { text } from '../../values'
import { rules } from './rule'

/** The rules of what closes a request, and what a bad rating or a spot check opens again. */
export const ratingsRules = rules({
  confirm: {
    from: ['replied'],
    to: 'closed',
    by: ['requester', 'callback'],
    not: ['handler', 'filer'],
    label: '满意，办结',
    guards: ['unrated', 'inRatingWindow'],
    clock: { stop: ['whole'] },
  },
  reopen: {
    from: ['replied', 'closed'],
    to: 'rework',
    by: ['requester', 'callback'],
    not: ['handler', 'filer'],
    label: '不满意，重办',
    guards: ['unrated', 'inRatingWindow'],
    clock: { start: 'rework' },
  },
  notSolved: {
    from: ['closed'],
    to: 'rework',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '没解决，重办',
    guards: ['solvedOpen', 'inRatingWindow'],
    clock: { start: 'rework' },
  },
  takeBack: {
    from: ['rework', 'closed'],
    to: 'previous',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '点错了',
    guards: ['justTapped'],
  },
  rateWorse: {
    from: ['closed'],
    to: 'rework',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '改评价，重办',
    guards: ['changeOpen'],
    clock: { start: 'rework' },
  },
  rateBetter: {
    from: ['rework', 'handling', 'infoNeeded'],
    to: 'closed',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '改评价，办结',
    guards: ['changeOpen'],
    clock: { stop: ['handling', 'rework', 'whole'] },
  },
  findUntrue: {
    from: ['rework', 'handling', 'infoNeeded'],
    to: 'closed',
    by: ['supervisor'],
    not: ['handler', 'requester'],
    label: '差评不实，办结',
    guards: ['appealOpen'],
    clock: { stop: ['handling', 'rework', 'whole'] },
  },
  selfClose: {
    from: ['submitted'],
    to: 'closed',
    by: ['filer'],
    label: '当场办结',
    body: v.object({ text: text(2000, 0), fileIds }),
    guards: ['foundByStaff', 'doneShown'],
    clock: { stop: ['acceptance', 'whole'] },
  },
  checkFailed: {
    from: ['closed'],
    to: 'rework',
    by: ['callback'],
    not: ['handler', 'filer'],
    label: '抽查没办好，重办',
    guards: ['checkOpen'],
    clock: { start: 'rework' },
  },
  closeUnrated: { from: ['replied'], to: 'closed', by: ['system'], label: '到期办结', clock: { stop: ['whole'] } },
})
