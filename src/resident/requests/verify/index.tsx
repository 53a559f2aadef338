import { breaks, breaksIn } from '@doorstep/contract/requests/chain'
import type { RequestExport } from '@doorstep/contract/requests/views'
import { useMemo } from 'react'
import { copyText } from '../../../platform/device/clipboard'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { moment } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'
import { sha256 } from './sha256'

/** Renders 核验: this phone recomputes every hash of the request's chain, so that nobody has to be trusted. */
export default function Verify() {
  const { id } = useParams('id')
  const exported = useRead('GET /v1/requests/{id}/export', { params: { id } })
  return (
    <Screen
      of={exported}
      shape="detail"
      bar={(file) => (
        <Button icon="document" onTap={() => copyText(JSON.stringify(file))}>
          复制整份记录
        </Button>
      )}
    >
      {(file) => <Result of={file} />}
    </Screen>
  )
}

function Result({ of: file }: { of: RequestExport }) {
  const broken = useMemo(() => breaksIn(sha256, file), [file])
  const whole = broken.length === 0
  return (
    <>
      <Card tone={whole ? 'info' : 'danger'}>
        <Words size={20} bold heading>
          {whole ? `${file.events.length} 条记录一条没少，没有被改动` : '这份记录对不上'}
        </Words>
        <Words size={15} tone="second">
          {whole
            ? '每一条都带着由前一条算出的校验码，改一个字就对不上。您的手机刚刚全部重新算了一遍，都一致。'
            : '请把这一页给监督员看，电话在网格公示牌上。'}
        </Words>
      </Card>
      <Card title={`编号 ${file.number}`}>
        {file.events.map((event) => {
          const faults = broken.filter(({ seq }) => seq === event.seq)
          return (
            <ListRow
              key={event.seq}
              quiet
              title={`${event.seq}. ${event.by} ${moment(event.at)}`}
              line={faults.length > 0 ? faults.map(({ how }) => breaks[how]).join('；') : `校验码 ${event.hash.slice(0, 12)}…`}
              end={<Chip tone={faults.length > 0 ? 'danger' : 'done'}>{faults.length > 0 ? '对不上' : '一致'}</Chip>}
            />
          )
        })}
      </Card>
      <Words size={13} tone="third">
        想再用别的办法核对：把记录存成文件，请懂电脑的人用本系统公开的核验命令检查，不需要联网。
      </Words>
    </>
  )
}
