import { defaultEmergencies, emergencyIn, nationwide, type Emergency, type Phone } from '@doorstep/contract/emergencies'
import { View } from '@tarojs/components'
import { useNow } from '../platform/api/now'
import { useRead } from '../platform/api/query'
import { callPhone } from '../platform/device/call'
import { aria } from '../ui/aria'
import { cx } from '../ui/cx'
import { Icon } from '../ui/display/icon'
import { Words } from '../ui/display/words'
import { Card } from '../ui/layout/card'
import { Stack } from '../ui/layout/stack'
import styles from './emergency-calls.module.css'
import { useGridCard } from './grid-card'
import { nightPhoneOf } from './night-phone'

/** Returns the district's table of emergencies; the default until it was read, and without network. */
export const useEmergencies = (): readonly Emergency[] => useRead('GET /v1/emergencies', {}).value?.rows ?? defaultEmergencies

const shortNumber = 5

/** Renders phone numbers to call, each one tap; on a card of danger they stand out from it. */
export const PhonesToCall = ({ phones, onDanger }: { phones: readonly Phone[]; onDanger?: boolean }) => (
  <View className={styles.phones}>
    {phones.map(({ name, number }) => (
      <View
        key={number}
        className={cx(styles.phone, number.length > shortNumber && styles.long, onDanger && styles.onDanger)}
        hoverClass={styles.pressed ?? 'none'}
        onClick={() => void callPhone(number)}
        {...aria({ role: 'button', label: `拨打 ${number} ${name}` })}
      >
        <Icon name="phone" size={20} />
        <View className={styles.number}>{number}</View>
        <Words size={15} tone="second">
          {name}
        </Words>
      </View>
    ))}
  </View>
)

/** Renders, below the numbers of an emergency and after the grid's duty, who of the community answers at night. */
function NightCall({ grid }: { grid: string }) {
  const card = useGridCard(grid).value
  const phone = nightPhoneOf(card, useNow())
  return phone === null ? null : <PhonesToCall phones={[{ name: '夜间值班', number: phone }]} onDanger />
}

interface EmergencyCallsProps {
  /** What is being typed, or was written: looked through for words of an emergency. */
  text: string
  /** The grid it is about, whose night phone is offered, too; undefined before one is known, and where it may not hear of it. */
  grid: string | undefined
  /** Shown whatever the text says, with the nationwide numbers: nothing that is searched for removes it. */
  pinned?: boolean
}

/** Renders whom to call and what to do first as soon as a text tells of an emergency; it takes nothing away from the page. */
export function EmergencyCalls({ text, grid, pinned }: EmergencyCallsProps) {
  const found = emergencyIn(text, useEmergencies())
  if (found)
    return (
      <Card tone="danger">
        <View {...aria({ role: 'alert' })}>
          <Stack gap={4}>
            <Words bold tone="danger">
              紧急情况请马上打电话
            </Words>
            <Words>{found.advice}</Words>
          </Stack>
        </View>
        <PhonesToCall phones={found.phones} onDanger />
        {grid !== undefined && <NightCall grid={grid} />}
      </Card>
    )
  if (!pinned) return null
  return (
    <Card title="紧急情况，直接打电话">
      <PhonesToCall phones={nationwide} />
    </Card>
  )
}

/**
 * Renders one line with the nationwide numbers at the head of a form; as soon as its text tells of an emergency, whom to call and what to do
 * first.
 */
export function EmergencyStrip({ text, grid }: Pick<EmergencyCallsProps, 'text' | 'grid'>) {
  const found = emergencyIn(text, useEmergencies()) !== undefined
  if (found) return <EmergencyCalls text={text} grid={grid} />
  return (
    <View className={styles.strip}>
      <View className={styles.says}>漏气、着火、伤人，先打</View>
      <View className={styles.numbers}>
        {nationwide.map(({ name, number }) => (
          <View
            key={number}
            className={styles.short}
            hoverClass={styles.pressed ?? 'none'}
            onClick={() => void callPhone(number)}
            {...aria({ role: 'button', label: `拨打 ${number} ${name}` })}
          >
            {number}
          </View>
        ))}
      </View>
    </View>
  )
}
