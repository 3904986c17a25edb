using System.Globalization;

namespace Nginx502.Lab;

/// <summary>A request that a php-fpm worker runs and does not end until it is let go: something can be broken meanwhile.</summary>
public sealed class HeldRequest
{
    private readonly string _state;
    private readonly string _name;

    internal HeldRequest(LabHost host, string query, CancellationToken leave, Func<Task>? beforeBody)
    {
        _state = host.Site.Directory.State;
        _name = Guid.NewGuid().ToString("N")[..8];
        Response = host.GetAsync($"/hold.php?name={_name}{query}", beforeBody, leave);
    }

    /// <summary>What the visitor gets in the end.</summary>
    public Task<LabResponse> Response { get; }

    /// <summary>True once a worker runs the script.</summary>
    public bool IsHeld => File.Exists(Path.Combine(_state, _name));

    /// <summary>Waits until a worker runs the script.</summary>
    /// <returns>The worker.</returns>
    /// <exception cref="LabException">The request was answered, or not taken up in time.</exception>
    public async Task<ProcessIdentity> HeldByAsync()
    {
        await Patience.UntilAsync(() => IsHeld || Response.IsCompleted, "a php-fpm worker to take up the request").ConfigureAwait(false);
        if (!IsHeld)
        {
            throw new LabException($"The request was to be held, and was answered: {(await Response.ConfigureAwait(false)).StatusLine}");
        }

        int id = int.Parse(await File.ReadAllTextAsync(Path.Combine(_state, _name)).ConfigureAwait(false), CultureInfo.InvariantCulture);
        return ProcessIdentity.Of(id) ?? throw new LabException($"Worker {id} is gone.");
    }

    /// <summary>Lets the script end.</summary>
    public void LetGo() => File.WriteAllText(Path.Combine(_state, _name + ".release"), "");
}
