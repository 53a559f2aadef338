export default definePageConfig({
  navigationBarTitleText: '家门口党支部',
  // The navigation bar and the band under it are one red surface, in the dark theme too.
  navigationBarBackgroundColor: '#c0171d',
  navigationBarTextStyle: 'white',
  backgroundColorTop: '#c0171d',
  backgroundTextStyle: 'light',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
})
