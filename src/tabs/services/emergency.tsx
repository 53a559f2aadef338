import { View } from '@tarojs/components'
import { callPhone } from '../../platform/device/call'
import { aria } from '../../ui/aria'
import { Card } from '../../ui/layout/card'
import { cx } from '../../ui/cx'
import { Icon } from '../../ui/display/icon'
import { Words } from '../../ui/display/words'
import type { Phone } from './groups'
import styles from './index.module.css'

const Call = ({ name, number, long }: Phone & { long: boolean }) => (
  <View
    className={cx(styles.phone, long && styles.phoneLong)}
    hoverClass={styles.pressed ?? 'none'}
    onClick={() => void callPhone(number)}
    {...aria({ role: 'button', label: `拨打${name} ${number}` })}
  >
    <Icon name="phone" size={20} />
    <View className={styles.number}>{number}</View>
    <Words size={15} tone="second">
      {name}
    </Words>
  </View>
)

/** Renders the emergency numbers, first on the page and available without network. */
export function Emergency({ phones }: { phones: readonly Phone[] }) {
  return (
    <Card title="紧急情况，直接打电话">
      <View className={styles.phones}>
        {phones.map((phone) => (
          <Call key={phone.number} {...phone} long={phone.number.length > 5} />
        ))}
      </View>
    </Card>
  )
}
