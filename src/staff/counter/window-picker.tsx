import { useState } from 'react'
import { View } from '@tarojs/components'
import { asText, stored } from '../../platform/device/storage'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { StaffField } from '../parts/fields/staff-field'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

const usual = ['1 号窗口', '2 号窗口', '3 号窗口', '4 号窗口']
/** Largest length of a window's name, in characters, as in contract/queue. */
const longest = 10

/** Holds the window this device works for in a venue: chosen once, stored on the device. */
export function useWindow(venue: string) {
  const [slot] = useState(() => stored(`staff.window.${venue}`, asText))
  const [name, setName] = useState(slot.get)
  const choose = (chosen: string) => {
    slot.set(chosen)
    setName(chosen)
  }
  return [name, choose] as const
}

/** Renders the choice of a window: the usual ones as buttons, any other typed. */
export function WindowPicker({ now, choose }: { now: string | undefined; choose: (name: string) => void }) {
  const [typed, setTyped] = useState('')
  const own = typed.trim()
  return (
    <Stack gap={16}>
      <Words tone="second">叫号时居民会看到、听到这个名字。这台设备会记住。</Words>
      <View className={styles.windows} {...aria({ role: 'radiogroup', label: '您在哪个窗口' })}>
        {usual.map((name) => (
          <View
            key={name}
            className={name === now ? styles.windowOn : styles.window}
            onClick={() => choose(name)}
            {...aria({ role: 'radio', label: name, checked: name === now })}
          >
            {name}
          </View>
        ))}
      </View>
      <StaffField readBy="resident" label="别的名字" optional help="例如 健康小屋" max={longest} onText={setTyped} />
      {own !== '' && (
        <Button block onTap={() => choose(own)}>
          {`就用“${own}”`}
        </Button>
      )}
    </Stack>
  )
}
