/** Gives pages a microphone that hears nothing. Returns a function that gives back the real one. */
export function silentMicrophone() {
  const devices = navigator.mediaDevices;
  const own = Object.getOwnPropertyDescriptor(devices, 'getUserMedia');
  let context;
  devices.getUserMedia = async () => {
    context ??= new AudioContext();
    return context.createMediaStreamDestination().stream;
  };
  return () => {
    void context?.close();
    delete devices.getUserMedia;
    if (own) Object.defineProperty(devices, 'getUserMedia', own);
  };
}
