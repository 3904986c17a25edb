namespace Nginx502.Nginx;

/// <summary>The settings of a protocol's buffers, whose sizes must fit together.</summary>
/// <param name="HeaderSize"><c>buffer_size</c>: what an answer's header must fit into.</param>
/// <param name="Buffers"><c>buffers</c>: number and size.</param>
/// <param name="BusySize"><c>busy_buffers_size</c>.</param>
/// <param name="WriteSize"><c>temp_file_write_size</c>.</param>
/// <param name="FileSize"><c>max_temp_file_size</c>.</param>
internal sealed record BufferSlots(SettingSlot HeaderSize, SettingSlot Buffers, SettingSlot BusySize, SettingSlot WriteSize, SettingSlot FileSize);
