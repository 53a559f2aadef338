import { Picker, View } from '@tarojs/components'
import { aria } from '../../ui/aria'
import { addDays, dayName } from '../../ui/format'
import { Icon } from '../../ui/icon'
import styles from './index.module.css'

/** The day that is shown: the one before, the one after, any other from the calendar, and back to today. */
export function DaySwitch({ day, today, onDay }: { day: string; today: string; onDay: (day: string) => void }) {
  return (
    <View className={styles.switch}>
      <View className={styles.turn} onClick={() => onDay(addDays(day, -1))} {...aria({ role: 'button', label: '前一天' })}>
        <Icon name="back" />
      </View>
      <Picker mode="date" value={day} onChange={({ detail }) => onDay(detail.value)}>
        <View className={styles.day} {...aria({ role: 'button', label: `选日期,现在是${dayName(day)}` })}>
          {dayName(day)}
        </View>
      </Picker>
      <View className={styles.turn} onClick={() => onDay(addDays(day, 1))} {...aria({ role: 'button', label: '后一天' })}>
        <Icon name="chevron" />
      </View>
      {day !== today && (
        <View className={styles.today} onClick={() => onDay(today)} {...aria({ role: 'button', label: '回到今天' })}>
          回到今天
        </View>
      )}
    </View>
  )
}
