import Taro from '@tarojs/taro'
import { withConsent } from '../device/privacy'

/** Degrees, with their datum: WeChat gives China's GCJ-02, a browser WGS-84. */
export interface Position {
  longitude: number
  latitude: number
  datum: 'gcj02' | 'wgs84'
}

const patience = 10_000

const inBrowser = () =>
  new Promise<Position>((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => resolve({ longitude, latitude, datum: 'wgs84' }),
      ({ code, message }) => reject(new Error(code === 1 ? 'auth deny' : message)),
      { timeout: patience, enableHighAccuracy: true },
    )
  })

/** Returns the device's position, requested only on a tap; a refusal is a problem as a value, and every page works without it. */
export const whereAmI = () =>
  withConsent<Position>(async () => {
    if (process.env.TARO_ENV === 'h5') return inBrowser()
    const { longitude, latitude } = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: true })
    return { longitude, latitude, datum: 'gcj02' }
  })
