namespace Nginx502.Nginx;

/// <summary>What is in effect in one block: for each setting what its own lines say, else what the block around it has.</summary>
internal sealed class SettingTable
{
    private readonly SettingCatalogue _catalogue;
    private readonly NginxSetting[]?[] _slots;
    private IReadOnlyList<NginxSetting>? _all;

    private SettingTable(SettingCatalogue catalogue, NginxSetting[]?[] slots)
    {
        _catalogue = catalogue;
        _slots = slots;
    }

    /// <summary>All settings, those that are built in among them, in the order of the catalogue.</summary>
    public IReadOnlyList<NginxSetting> All => _all ??= Collect();

    /// <summary>Reads a block.</summary>
    /// <param name="catalogue">Which settings there are.</param>
    /// <param name="block">The block.</param>
    /// <param name="around">What the block around it has; null for the outermost.</param>
    public static SettingTable Read(SettingCatalogue catalogue, HttpBlock block, SettingTable? around)
    {
        Dictionary<SettingSlot, List<SyntaxDirective>>? own = null;
        foreach (SyntaxDirective directive in block.Directives)
        {
            if (catalogue.SlotOf(directive.Known) is { } slot && directive.ArgumentCount > 0)
            {
                own ??= [];
                if (!own.TryGetValue(slot, out List<SyntaxDirective>? directives))
                {
                    own[slot] = directives = [];
                }

                directives.Add(directive);
            }
        }

        // Most blocks say nothing of their own: they share the table of the block around them.
        if (own is null && around is not null)
        {
            return around;
        }

        NginxSetting[]?[] slots = around is null ? new NginxSetting[]?[catalogue.Slots.Count] : (NginxSetting[]?[])around._slots.Clone();
        foreach ((SettingSlot slot, List<SyntaxDirective> directives) in own ?? [])
        {
            slots[slot.Index] = slot.AddsUp
                ? [SettingText.Join(directives, block.Scope)]
                : [.. directives.Select(directive => SettingText.Read(directive, slot.HasParameter, block.Scope))];
        }

        return new SettingTable(catalogue, slots);
    }

    private List<NginxSetting> Collect()
    {
        var all = new List<NginxSetting>(_slots.Length);
        foreach (SettingSlot slot in _catalogue.Slots)
        {
            if (_slots[slot.Index] is { } written)
            {
                all.AddRange(written);
            }
            else if ((slot.Default ?? Derived(slot)) is { } builtIn)
            {
                all.Add(builtIn);
            }
        }

        return all;
    }

    // nginx: ngx_http_*_merge_loc_conf: both are twice the larger of buffer_size and one of buffers.
    private NginxSetting? Derived(SettingSlot slot)
    {
        string name = slot.Name.Text;
        if (!name.EndsWith("_busy_buffers_size", StringComparison.Ordinal) && !name.EndsWith("_temp_file_write_size", StringComparison.Ordinal))
        {
            return null;
        }

        long largest = Math.Max(SizeOf("buffer_size", 0), SizeOf("buffers", 1));
        return SettingDefaults.Default(name, NginxSize.Format(2 * largest));
    }

    private long SizeOf(string name, int word)
    {
        SettingSlot slot = _catalogue.Slots.First(slot => slot.Name.Text == _catalogue.Prefix + name);
        NginxSetting? setting = _slots[slot.Index]?[0] ?? slot.Default;
        string[] words = SettingText.Words(setting?.Value ?? string.Empty);
        return words.Length > word && NginxSize.TryParse(words[word], out long bytes) ? bytes : 0;
    }
}
