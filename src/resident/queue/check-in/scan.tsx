import { ruleWords } from '@doorstep/contract/rule-words'
import { useEffect, useRef, useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { canScan, tokenIn, scanCode } from '../../../platform/device/scan'
import type { Problem } from '../../../platform/api/result'
import { Refusal } from '../../../ui/layout/refusal'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const notACode = '这不是签到码。请扫服务站大屏、门口或柜台上写着“签到”的码。'

/**
 * Renders the scan that identifies the venue, and what was wrong with the code before (`said`); without a scanner, the counter checks in by
 * the six digits.
 */
export function Scan({ said: first, atOnce, found }: { said: string; atOnce: boolean; found: (token: string) => void }) {
  const [said, setSaid] = useState(first)
  const [refused, setRefused] = useState<Problem>()
  const scan = async () => {
    setSaid('')
    setRefused(undefined)
    const scanned = await scanCode()
    const token = scanned.ok ? tokenIn(scanned.value) : undefined
    if (token !== undefined) {
      // The same code again changes nothing, and so is refused for the same reason.
      setSaid(first)
      found(token)
    } else if (scanned.ok) setSaid(notACode)
    else if (scanned.problem.code !== 'cancelled') {
      setSaid(scanned.problem.detail)
      setRefused(scanned.problem)
    }
  }
  const begun = useRef(!atOnce || !canScan)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void scan()
  })
  return (
    <Card title="到了服务站">
      <Stack>
        <Words>{canScan ? '扫一下大屏、门口或柜台上的签到码：约好的在这里签到，没约的也可以取号。' : ruleWords.bookingCodeToStaff}</Words>
        {canScan && (
          <Button kind="primary" block icon="qr" onTap={scan}>
            扫签到码
          </Button>
        )}
        <Button block icon="calendar" onTap={() => go('bookings/list')}>
          看我的预约码
        </Button>
        {said !== '' && (
          <Announce urgent seen>
            {said}
          </Announce>
        )}
        <Refusal problem={refused} />
      </Stack>
    </Card>
  )
}
