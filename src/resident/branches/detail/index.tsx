import { branchKindNames } from '@doorstep/contract/branches'
import { View } from '@tarojs/components'
import { callPhone } from '../../../platform/device/call'
import { copyText } from '../../../platform/device/clipboard'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { useShare } from '../../../platform/navigation/share'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'

/** Renders a branch: where it is, its hours, its phone, and its grids. */
export default function BranchDetail() {
  const { code } = useParams('code')
  const branch = useRead('GET /v1/branches/{code}', { params: { code } })
  useShare('家门口的党支部：在哪里、几点有人', 'branches/detail', { code })
  return (
    <Screen
      of={branch}
      shape="detail"
      bar={({ name, phone }) => (
        <Button kind="primary" icon="phone" label={`给${name}打电话`} onTap={() => callPhone(phone)}>
          打电话
        </Button>
      )}
    >
      {({ name, kind, about, secretary, place, hours, phone, grids }) => (
        <>
          <View>
            <Words size={15} tone="second">
              {branchKindNames[kind]}
            </Words>
            <Words size={24} bold heading>
              {name}
            </Words>
            {about !== '' && (
              <Words tone="second" asWritten>
                {about}
              </Words>
            )}
          </View>
          <Card>
            <ListRow
              title="地点"
              quiet
              line={place}
              end={
                <Button small label={`复制地点 ${place}`} onTap={() => copyText(place)}>
                  复制
                </Button>
              }
            />
            <ListRow title="有人的时间" quiet line={hours} />
            <ListRow title="书记" quiet line={secretary} />
            <ListRow title="电话" quiet line={phone} />
          </Card>
          <Card title="约服务" more={{ text: '看服务', onTap: () => go('services/list') }}>
            <Words size={15} tone="second">
              代办、体检、法律咨询等可以在网上约个时间再来；也可以打电话约，或在有人的时间直接到现场。
            </Words>
          </Card>
          {grids.length > 0 && (
            <Card title="服务的网格">
              {grids.map((grid) => (
                <ListRow key={grid.code} title={grid.name} quiet chevron onTap={() => go('grids/card', { code: grid.code })} />
              ))}
            </Card>
          )}
        </>
      )}
    </Screen>
  )
}
