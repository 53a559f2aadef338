import { replace } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import type { Value } from '../../../platform/api/result'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { ListRow } from '../../../ui/display/list-row'
import { NextSteps } from '../../../parts/next-steps'

/** Renders the services without booking; those without tickets now come last, with the reason. */
export function WalkIns({ of: rows, token }: { of: Value<'GET /v1/check-in-places/{token}'>['walkIns']; token: string }) {
  const draw = useSend('POST /v1/tickets', ['GET /v1/tickets', 'GET /v1/check-in-places'])
  if (rows.length === 0) return null
  const take = async (serviceCode: string) => {
    const result = await draw.send({ body: { token, serviceCode } })
    if (result.ok) await replace('queue/ticket', { id: result.value.id })
  }
  const inOrder = [...rows.filter(({ open }) => open), ...rows.filter(({ open }) => !open)]
  return (
    <Card title="没有预约，现场取号">
      {inOrder.map(({ serviceCode, name, open, says }) => (
        <ListRow
          key={serviceCode}
          title={name}
          {...(says === '' ? {} : { line: says })}
          end={
            open && (
              <Button small busy={draw.sending} label={`取号：${name}`} onTap={() => take(serviceCode)}>
                取号
              </Button>
            )
          }
        />
      ))}
      <NextSteps problem={draw.problem} />
    </Card>
  )
}
