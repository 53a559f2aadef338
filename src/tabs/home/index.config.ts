export default definePageConfig({
  navigationBarTitleText: '家门口党支部',
  // The status bar is white on the red of the band, in the dark theme too.
  navigationBarTextStyle: 'white',
  backgroundColorTop: '#c0171d',
  backgroundTextStyle: 'light',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
})
