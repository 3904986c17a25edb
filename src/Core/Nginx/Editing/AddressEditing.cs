namespace Nginx502.Nginx;

/// <summary>Works out the edits that make an upstream reach another address.</summary>
/// <param name="site">The upstream.</param>
internal sealed class AddressEditing(UpstreamSite site)
{
    private readonly List<TextEdit> _edits = [];
    private readonly List<string> _problems = [];

    /// <summary>The edits.</summary>
    public IReadOnlyList<TextEdit> Edits => _edits;

    /// <summary>Why an address cannot be replaced.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Replaces an address wherever the upstream has it.</summary>
    /// <param name="from">The address; null for the only one that it has.</param>
    /// <param name="to">The address that it gets.</param>
    public void Replace(FpmEndpoint? from, FpmEndpoint to)
    {
        AddressSite[] found = [.. site.Addresses.Where(address => from is null || from.Equals(address.Endpoint)).DistinctBy(address => address.Line)];
        if (found.Length == 0)
        {
            _problems.Add(from is null ? "no address is known: requests decide" : $"it does not reach {from}");
        }
        else if (from is null && found.Length > 1)
        {
            _problems.Add($"it reaches {found.Length} addresses: say which one is to be replaced");
        }

        foreach (AddressSite address in _problems.Count == 0 ? found : [])
        {
            ReplaceOne(address, to);
        }
    }

    // The word that is the address, whichever argument it is: of fastcgi_pass and server the first, of set the second, of an entry the only one.
    private void ReplaceOne(AddressSite address, FpmEndpoint to)
    {
        if (to.Equals(address.Endpoint))
        {
            return;
        }

        for (int index = 0; index < address.Line.ArgumentCount; index++)
        {
            if (address.Line.Argument(index) == address.Text)
            {
                SyntaxWord word = address.Line.ArgumentWord(index);
                _edits.Add(new TextEdit(address.Line.File, word.Start, word.Length, WordText.Encode(Exchange(address, to))));
                return;
            }
        }

        _problems.Add($"line {address.Line.LineNumber} of {address.Line.File.Path} makes the address of several parts: it has to be changed by hand");
    }

    // Scheme and URI stay.
    private string Exchange(AddressSite address, FpmEndpoint to)
    {
        bool isServer = address.Line.Name == "server";
        PassTarget target = isServer ? default : PassTarget.Parse(site.Catalogue.Protocol, address.Text);
        string uri = isServer ? string.Empty : target.Address.Uri;
        string separator = !isServer && site.Catalogue.Protocol == UpstreamProtocol.Http && to.IsUnixSocket ? ":" : string.Empty;
        return isServer ? to.ToString() : target.Scheme + to + separator + uri;
    }
}
