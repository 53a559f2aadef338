import { setElder, setTextScale, textScales, useElder } from '../../platform/elder'
import { Card } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { SwitchRow } from '../../ui/switch-row'

const names: Record<(typeof textScales)[number], string> = { 1: '标准', 1.15: '大', 1.32: '更大', 1.5: '最大' }
const options = textScales.map((scale) => ({ value: String(scale), label: names[scale] }))

/** How large, how much at once. Elder mode keeps its own least size. */
export function Look() {
  const { elder, scale } = useElder()
  const chosen = textScales.find((one) => one === scale)
  const size = (value: string) => {
    const picked = textScales.find((one) => String(one) === value)
    if (picked) setTextScale(picked)
  }
  return (
    <Card>
      <SwitchRow title="长辈版" line="字大、一屏少几样、先用语音" on={elder} onChange={setElder} />
      <Choice
        label="字号"
        across
        help={elder ? '长辈版里字号不小于“更大”' : '没选过时,跟着微信的字体大小走'}
        value={chosen && String(chosen)}
        options={options.map((option) => ({ ...option, disabled: elder && Number(option.value) < 1.32 }))}
        onChange={size}
      />
    </Card>
  )
}
