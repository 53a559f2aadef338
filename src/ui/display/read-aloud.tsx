import { useEffect, useState } from 'react'
import { canReadAloud, readAloud, stopReading } from '../../platform/device/media/speech'
import { useOnHide } from '../../platform/navigation/visible'
import { Button } from '../input/button'

/** Renders the button that reads a text aloud, where the device can; leaving the page stops it. */
export function ReadAloud({ text }: { text: string }) {
  const [reading, setReading] = useState(false)
  useEffect(() => (reading ? stopReading : undefined), [reading])
  useOnHide(() => setReading(false))
  if (!canReadAloud()) return null
  const toggle = () => {
    if (!reading) readAloud(text, () => setReading(false))
    setReading(!reading)
  }
  return (
    <Button small icon={reading ? 'stop' : 'sound'} onTap={toggle}>
      {reading ? '停止朗读' : '读给我听'}
    </Button>
  )
}
