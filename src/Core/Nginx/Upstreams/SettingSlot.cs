namespace Nginx502.Nginx;

/// <summary>The place of one setting in the tables of a catalogue.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Name">The directive.</param>
/// <param name="Definition">What its arguments are.</param>
/// <param name="AddsUp">True when several directives of one block are one value: <c>fastcgi_next_upstream</c>.</param>
/// <param name="HasParameter">True when the first argument is a part of the setting's name: <c>fastcgi_param SCRIPT_FILENAME</c>.</param>
/// <param name="Default">What is built in; null when that is nothing, or is not known here.</param>
internal sealed record SettingSlot(int Index, DirectiveName Name, DirectiveDefinition Definition, bool AddsUp, bool HasParameter, NginxSetting? Default);
