import { View } from '@tarojs/components'
import type { Branch } from '@doorstep/contract/branches'
import { callPhone } from '../../platform/call'
import { go } from '../../platform/navigate'
import type { Read } from '../../platform/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { ListRow } from '../../ui/list-row'
import { Stack } from '../../ui/stack'
import { Words } from '../../ui/words'
import styles from './index.module.css'

interface PlacesProps {
  gridKnown: boolean
  of: Read<{ rows: Branch[] }>
}

/** 约服务, as it is now: where, when, and whom to phone. */
export function Places({ gridKnown, of }: PlacesProps) {
  return (
    <Card title="约服务">
      <Words size={15} tone="second">
        量血压、代收材料、政策咨询等服务,现在可以打电话问或到现场办。网上预约开通后,会在这里告诉您。
      </Words>
      <View className={styles.places}>{gridKnown ? <Known of={of} /> : <Unknown />}</View>
    </Card>
  )
}

const Unknown = () => (
  <Stack>
    <Words size={15}>先找到您家的网格,就能看到离您最近的服务点。</Words>
    <Button kind="outline" icon="search" block onTap={() => go('grids/find')}>
      找我的网格
    </Button>
  </Stack>
)

function Known({ of }: { of: Read<{ rows: Branch[] }> }) {
  if (!of.value) {
    return (
      <Words size={15} tone="third">
        {of.problem ? '服务点没有打开,下拉可以再试' : '正在打开服务点…'}
      </Words>
    )
  }
  if (of.value.rows.length === 0) return <Words size={15}>您的网格还没有公布服务点,可以问网格员。</Words>
  return (
    <>
      {of.value.rows.map((branch) => (
        <Place key={branch.code} branch={branch} />
      ))}
    </>
  )
}

/** The phone stands beside the row, not in it: a tap on it must not open the branch as well. */
function Place({ branch: { code, name, place, hours, phone } }: { branch: Branch }) {
  return (
    <View className={styles.place}>
      <View className={styles.grow}>
        <ListRow
          title={name}
          line={
            <>
              <View>{place}</View>
              <View>{hours}</View>
            </>
          }
          onTap={() => go('branches/detail', { code })}
          label={`${name},${place},${hours},查看详情`}
        />
      </View>
      <Button small icon="phone" label={`给${name}打电话`} onTap={() => callPhone(phone)}>
        电话
      </Button>
    </View>
  )
}
