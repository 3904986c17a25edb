using System.Text;

namespace Nginx502.UnitTests.Recovery;

/// <summary>A check that passes or fails as it is told, beforehand or only in place.</summary>
internal sealed class FakeCheck : IConfigurationCheck
{
    public string Name => "php-fpm -t";

    public bool Passes { get; init; } = true;

    public bool IsBeforehand { get; init; } = true;

    /// <summary>False when what is in place is refused, whatever was said beforehand.</summary>
    public bool PassesInPlace { get; init; } = true;

    /// <summary>True when it could not be asked, and the change is forced.</summary>
    public bool IsForced { get; init; }

    public Action? During { get; init; }

    public List<StagedFile> Seen { get; } = [];

    public int TimesInstalled { get; private set; }

    public ChangeCheck? CheckBeforehand(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
    {
        if (!IsBeforehand)
        {
            return null;
        }

        Seen.AddRange(files);
        During?.Invoke();
        return Result(Passes);
    }

    public ChangeCheck CheckInstalled(CancellationToken cancellationToken)
    {
        TimesInstalled++;
        During?.Invoke();
        return Result(Passes && PassesInPlace);
    }

    public string ContentOf(string realPath) => Encoding.UTF8.GetString(Seen.Single(file => file.RealPath == realPath).Content.Span);

    private ChangeCheck Result(bool passes) => new(
        passes,
        IsBeforehand,
        passes ? [] : [new ConfigurationDiagnostic(Severity.Error, "UnknownDirective", "unknown entry 'x'", "/etc/php/8.2/fpm/pool.d/www.conf", 4, Source: "php-fpm")])
    {
        IsForced = IsForced,
    };
}
