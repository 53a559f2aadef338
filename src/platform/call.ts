import Taro from '@tarojs/taro'
import { withConsent } from './privacy'

/** Opens the dialler with this number; turning back there is not an error worth showing. */
export const callPhone = (number: string) =>
  withConsent(async () => {
    if (process.env.TARO_ENV === 'h5') window.location.href = `tel:${number}`
    else await Taro.makePhoneCall({ phoneNumber: number })
  })
