import type { NoticeDetail } from '@doorstep/contract/notices'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { useShare } from '../../../platform/navigation/share'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { moment } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { PhotoGrid } from '../../../ui/display/photo-grid'
import { ReadAloud } from '../../../ui/display/read-aloud'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { Reactions } from './reactions'
import styles from './detail.module.css'
import { useReading } from './use-reading'

function Withdrawn({ reason }: { reason: string | null }) {
  return (
    <Card tone="warning">
      <Words bold>这条公告已经撤回，请不要再按它办</Words>
      {reason !== null && <Words size={15}>撤回原因：{reason}</Words>}
    </Card>
  )
}

function Body({ of, larger }: { of: NoticeDetail; larger: boolean }) {
  return (
    <View className={larger ? styles.larger : styles.text}>
      {of.text.split(/\n+/).map((paragraph, index) => (
        <View key={index} className={styles.paragraph}>
          {paragraph}
        </View>
      ))}
    </View>
  )
}

/** Renders one notice, with adjustable text size and reading aloud; a withdrawn one says so, and why. */
export default function NoticeDetailPage() {
  const { id } = useParams('id')
  const door = useCurrentGrid()
  const notice = useRead('GET /v1/notices/{id}', { params: { id } })
  const reading = useReading(id, notice.value, door.signedIn)
  const [larger, setLarger] = useState(false)
  useShare(notice.value?.title ?? '社区公告', 'notices/detail', { id })
  return (
    <Screen of={notice} shape="detail" bar={(n) => !n.withdrawn && <Reactions of={n} reading={reading} />}>
      {(n) => (
        <>
          <Stack gap={4}>
            <Words size={24} bold heading>
              {n.title}
            </Words>
            <Words size={15} tone="second">
              {[n.branchName, n.publishedAt && moment(n.publishedAt), `${n.views} 人看过`].filter(Boolean).join(' · ')}
            </Words>
          </Stack>
          {n.withdrawn ? (
            <Withdrawn reason={n.withdrawnReason} />
          ) : (
            <Card>
              <Stack gap={16}>
                <Stack across gap={8} wraps>
                  <ReadAloud text={`${n.title}。${n.text}`} />
                  <Button small icon="text-size" label={larger ? '字回到原来大小' : '把字放大'} onTap={() => setLarger(!larger)}>
                    {larger ? '原来大小' : '字放大'}
                  </Button>
                </Stack>
                <Body of={n} larger={larger} />
                <PhotoGrid files={n.photos} />
              </Stack>
            </Card>
          )}
          <Card>
            <ListRow
              quiet
              title={`${n.branchName}发布`}
              line={`发给${n.audience.map(({ name }) => name).join('、')}的居民`}
              chevron
              onTap={() => go('branches/detail', { code: n.branchCode })}
            />
          </Card>
          {reading.problem && (
            <Words size={15} tone="danger">
              {reading.problem.detail}
            </Words>
          )}
        </>
      )}
    </Screen>
  )
}
