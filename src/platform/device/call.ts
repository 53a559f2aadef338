import Taro from '@tarojs/taro'
import { attempt } from './privacy'

/** Opens the dialler with this number, without a notice before it: somebody may be in danger. Cancelling there is not shown as an error. */
export const callPhone = (number: string) =>
  attempt(async () => {
    if (process.env.TARO_ENV === 'h5') window.location.href = `tel:${number}`
    else await Taro.makePhoneCall({ phoneNumber: number })
  })
