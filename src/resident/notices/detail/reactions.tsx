import type { NoticeDetail } from '@doorstep/contract/notices'
import { canShare } from '../../../platform/navigation/share'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import type { Reading } from './use-reading'

/** Renders like, favourite and share. None of these is used to evaluate anybody. */
export function Reactions({ of, reading: { counts, like, keep } }: { of: NoticeDetail; reading: Reading }) {
  const { liked, likes, favourite } = counts ?? of
  return (
    <>
      <Button icon="heart" kind={liked ? 'outline' : 'plain'} {...(liked && { label: '已赞，再点取消' })} onTap={like}>
        {likes > 0 ? `赞 ${likes}` : '赞'}
      </Button>
      <Button icon="star" kind={favourite ? 'outline' : 'plain'} {...(favourite && { label: '再点取消' })} onTap={keep}>
        {favourite ? '已收藏' : '收藏'}
      </Button>
      {canShare && (
        <Button icon="share" share>
          转发
        </Button>
      )}
      <Announce>{`${liked ? '已赞' : ''}${favourite ? '已收藏' : ''}`}</Announce>
    </>
  )
}
