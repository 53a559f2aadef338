import type { Category } from '@doorstep/contract/requests/views'
import { callPhone } from '../../../platform/device/call'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import type { Stop } from './stop'

interface EmergencyProps {
  category: Category
  stop: Pick<Stop, 'phones' | 'advice'>
  /** Whether something was written, which stays. */
  written: boolean
  back: { text: string; onTap: () => void }
}

/** Rendered instead of the form in an emergency: phone numbers to call now. */
export function Emergency({ category, stop: { phones, advice }, written, back }: EmergencyProps) {
  return (
    <Screen title="紧急情况">
      <Announce urgent>{`${category.name}，请马上打电话`}</Announce>
      <Card tone="danger">
        <Stack gap={8}>
          <Words size={24} bold heading tone="danger">
            请马上打电话
          </Words>
          <Words size={20}>{category.name}</Words>
          <Words>{advice}</Words>
        </Stack>
      </Card>
      <Stack>
        {phones.map(({ name, number }, i) => (
          <Button
            key={number}
            block
            icon="phone"
            kind={i === 0 ? 'primary' : 'outline'}
            onTap={() => callPhone(number)}
            label={`拨打${name} ${number}`}
          >
            {`${name} ${number}`}
          </Button>
        ))}
      </Stack>
      <Words size={15} tone="second">
        这里提交的诉求要等人受理，来不及处理紧急情况。{written && '您写的内容还在，人安全以后可以回来接着提。'}
      </Words>
      <Button kind="quiet" block onTap={back.onTap}>
        {back.text}
      </Button>
    </Screen>
  )
}
