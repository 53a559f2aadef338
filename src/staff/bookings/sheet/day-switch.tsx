import { Picker, View } from '@tarojs/components'
import { aria } from '../../../ui/aria'
import { addDays, dayName } from '../../../ui/format'
import { Icon } from '../../../ui/display/icon'
import styles from './index.module.css'

/** Returns a day with its date: `今天 11月23日`, `11月26日 周四`. */
const withDate = (day: string) => {
  const name = dayName(day)
  return name.includes('日') ? name : `${name} ${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
}

/** Renders the day shown, with the previous one, the next one, a calendar, and the way back to today. */
export function DaySwitch({ day, today, onDay }: { day: string; today: string; onDay: (day: string) => void }) {
  return (
    <View className={styles.switch}>
      <View className={styles.turn} onClick={() => onDay(addDays(day, -1))} {...aria({ role: 'button', label: '前一天' })}>
        <Icon name="back" />
      </View>
      <Picker mode="date" value={day} onChange={({ detail }) => onDay(detail.value)}>
        <View className={styles.day} {...aria({ role: 'button', label: `${withDate(day)}，选日期` })}>
          {withDate(day)}
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
