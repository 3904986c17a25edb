namespace Nginx502.Nginx;

/// <summary>
/// Sizes that must fit together in every block (nginx: ngx_http_fastcgi_merge_loc_conf and its fellows). nginx checks them whether
/// something is handed over there or not, and names the end of http; here the line that breaks the rule is named.
/// </summary>
internal sealed class BufferRule(CheckReport report, NginxConfiguration configuration) : DirectiveRule(report)
{
    private readonly HashSet<SettingTable> _seen = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => [];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
    }

    /// <inheritdoc/>
    public override void End()
    {
        SettingCatalogue[] buffered = [.. SettingCatalogue.For(configuration.Options.Version).Where(catalogue => catalogue.Buffers is not null)];
        foreach (HttpBlock server in configuration.Http.Servers())
        {
            CheckBlock(server, buffered);
        }
    }

    private void CheckBlock(HttpBlock block, SettingCatalogue[] catalogues)
    {
        foreach (SettingCatalogue catalogue in catalogues)
        {
            SettingTable table = block.Settings(catalogue);
            if (_seen.Add(table))
            {
                CheckTable(table, catalogue.Buffers!);
            }
        }

        foreach (HttpBlock inner in configuration.Http.Inner(block))
        {
            CheckBlock(inner, catalogues);
        }
    }

    private void CheckTable(SettingTable table, BufferSlots slots)
    {
        SyntaxDirective? written = table.LineOf(slots.BusySize) ?? table.LineOf(slots.HeaderSize) ?? table.LineOf(slots.Buffers) ?? table.LineOf(slots.WriteSize) ?? table.LineOf(slots.FileSize);
        if (written is null || table.SizeOf(slots.HeaderSize, 0) is not { } header || table.SizeOf(slots.Buffers, 1) is not { } one
            || !NginxSize.TryParseNumber(table.WordOf(slots.Buffers, 0), out long count))
        {
            return;
        }

        long largest = Math.Max(header, one);
        long busy = table.SizeOf(slots.BusySize, 0) ?? 2 * largest;
        string maximum = $"the maximum of the value of \"{slots.HeaderSize.Name}\" and one of the \"{slots.Buffers.Name}\"";
        if (count < 2)
        {
            Say(table, slots.Buffers, written, $"there must be at least 2 \"{slots.Buffers.Name}\"", $"Write {slots.Buffers.Name} 8 {NginxSize.Format(one)};");
        }
        else if (busy < largest)
        {
            Say(table, slots.BusySize, written, $"\"{slots.BusySize.Name}\" must be equal to or greater than {maximum}", $"Write {slots.BusySize.Name} {NginxSize.Format(2 * largest)};");
        }
        else if (busy > (count - 1) * one)
        {
            long needed = Math.Max(((busy + one - 1) / one) + 1, 3);
            Say(
                table,
                slots.BusySize,
                written,
                $"\"{slots.BusySize.Name}\" must be less than the size of all \"{slots.Buffers.Name}\" minus one buffer",
                $"Write {slots.Buffers.Name} {needed} {NginxSize.Format(one)}; or buffers as large as {slots.HeaderSize.Name}.");
        }
        else if (table.SizeOf(slots.WriteSize, 0) is { } writeSize && writeSize < largest)
        {
            Say(table, slots.WriteSize, written, $"\"{slots.WriteSize.Name}\" must be equal to or greater than {maximum}", $"Write {slots.WriteSize.Name} {NginxSize.Format(2 * largest)};");
        }
        else if (table.SizeOf(slots.FileSize, 0) is { } most && most != 0 && most < largest)
        {
            Say(
                table,
                slots.FileSize,
                written,
                $"\"{slots.FileSize.Name}\" must be equal to zero to disable temporary files usage or must be equal to or greater than {maximum}",
                $"Write 0, or at least {NginxSize.Format(largest)}.");
        }
    }

    // The line of the setting that breaks the rule; when it is built in, the line that made it wrong.
    private void Say(SettingTable table, SettingSlot slot, SyntaxDirective written, string message, string advice) =>
        Report.Error(table.LineOf(slot) ?? written, 0, "BufferSizes", message, advice);
}
