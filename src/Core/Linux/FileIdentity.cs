namespace Nginx502.Linux;

/// <summary>Which file it is, whatever it is called: its device and its number there (man 7 inode).</summary>
/// <param name="DeviceMajor">The device's major number.</param>
/// <param name="DeviceMinor">The device's minor number.</param>
/// <param name="Inode">The file's number on the device; used again for another file some time after this one is gone.</param>
public readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
