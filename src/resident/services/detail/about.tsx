import type { BookableService } from '@doorstep/contract/services/views'
import { providers, serviceGroups, serviceWays } from '@doorstep/contract/services/words'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { callPhone } from '../../../platform/device/call'
import { copyText } from '../../../platform/device/clipboard'
import { useElder } from '../../../platform/device/elder'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { ReadAloud } from '../../../ui/display/read-aloud'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const nothingToBring = '不用带材料'

/** Renders what the service is and who gives it. */
export function Head({ of }: { of: BookableService }) {
  const { name, about, provider, providerName, group, way, whoMay, bring, venue } = of
  const { elder } = useElder()
  return (
    <Card>
      <Stack gap={8}>
        <Words size={15} tone="second">
          {[providers[provider], providerName, way !== 'home' && venue.name].filter(Boolean).join(' · ')}
        </Words>
        <Words size={15}>{about}</Words>
        <Stack across gap={8} wraps>
          <Chip>{serviceGroups[group]}</Chip>
          <Chip tone={way === 'walkIn' ? 'warning' : 'info'}>{serviceWays[way]}</Chip>
        </Stack>
        {elder && <ReadAloud text={`${name}。${about}。${whoMay}。${bring === '' ? nothingToBring : `请带${bring}`}。`} />}
      </Stack>
    </Card>
  )
}

/** Renders what to bring, who may come, where it is. */
export function Facts({ of }: { of: BookableService }) {
  const { bring, whoMay, phone, way, venue } = of
  return (
    <Card>
      <ListRow title="请准备" quiet line={bring || nothingToBring} />
      {whoMay !== '' && <ListRow title="谁可以约" quiet line={whoMay} />}
      {way !== 'home' && (
        <ListRow
          title={venue.name}
          quiet
          line={
            <>
              <View>{venue.address}</View>
              <View>{venue.hoursSays}</View>
            </>
          }
          end={
            <Button small label={`复制地址 ${venue.address}`} onTap={() => copyText(venue.address)}>
              复制
            </Button>
          }
        />
      )}
      <ListRow
        title="电话"
        quiet
        line={phone}
        end={
          <Button small icon="phone" label={`拨打 ${phone}`} onTap={() => callPhone(phone)}>
            拨打
          </Button>
        }
      />
    </Card>
  )
}

/** Renders the rules in sentences, folded in elder mode. */
export function Rules({ says, approval }: { says: readonly string[]; approval: boolean }) {
  const { elder } = useElder()
  const [open, setOpen] = useState(false)
  const lines = approval ? ['提交后要等工作人员确认，确认了会通知您', ...says] : says
  if (lines.length === 0) return null
  if (elder && !open)
    return (
      <Button kind="quiet" block onTap={() => setOpen(true)}>
        看预约规则
      </Button>
    )
  return (
    <Card title="预约规则">
      <Stack gap={4}>
        {lines.map((line) => (
          <Words key={line} size={15} tone="second">
            {line}
          </Words>
        ))}
      </Stack>
    </Card>
  )
}
