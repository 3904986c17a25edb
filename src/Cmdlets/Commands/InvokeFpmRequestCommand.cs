using System.Collections;
using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.FastCgi;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has php-fpm run one script, over FastCGI as nginx would but without nginx.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FpmRequest", HelpUri = HelpPages.Root + "Invoke-FpmRequest.md")]
[OutputType(typeof(FastCgiResponse))]
public sealed class InvokeFpmRequestCommand : GatewayCommandBase
{
    private const long MostBytes = int.MaxValue;

    private IReadOnlyList<FpmReading>? _readings;

    /// <summary>The script's path as php-fpm sees it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ScriptPath { get; set; } = string.Empty;

    /// <summary>Where the pool listens.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Endpoint]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public FpmEndpoint? Endpoint { get; set; }

    /// <summary>The name of the pool.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string[] Pool { get; set; } = [];

    /// <summary>The file of the pool, or the main file of its php-fpm.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PoolFileCompleter))]
    public string? ConfigurationPath { get; set; }

    /// <summary>The method; GET, or POST with a body.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MethodCompleter))]
    public string? Method { get; set; }

    /// <summary>The query string, without its question mark.</summary>
    [Parameter]
    public string QueryString { get; set; } = string.Empty;

    /// <summary>Lines of the header that the visitor would send.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Header { get; set; } = new Hashtable();

    /// <summary>Further parameters of FastCGI, as fastcgi_param gives them.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Parameter { get; set; } = new Hashtable();

    /// <summary>The content: text, bytes, or fields of a form.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>The type of the content.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <summary>The root of the site; the script's directory when it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DocumentRoot { get; set; }

    /// <summary>The host that is asked for.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string HostName { get; set; } = "localhost";

    /// <summary>How long it may take, from connecting to the last byte.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most bytes of the answer.</summary>
    [Parameter]
    [ByteSize]
    [ValidateRange(1, MostBytes)]
    public long MaxBytes { get; set; } = FastCgiOptions.Default.MaximumBytes;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isNamed = Pool.Length > 0 || ConfigurationPath is not null;
        if (MyInvocation.ExpectingInput && !isNamed && Endpoint is null)
        {
            return;
        }

        // A pool in another root or network is reached by what is known of it; so it counts before its endpoint.
        if (Endpoint is not null && !(isNamed && MyInvocation.ExpectingInput))
        {
            Send(FastCgiTarget.Of(Endpoint));
            return;
        }

        _readings ??= GatewayFinding.Fpm(this, ResolveTarget());
        var choice = new LivePools(this, _readings);
        choice.Add(Pool.Length > 0 ? [.. Pool.Select(name => ((string?)name, ConfigurationPath))] : isNamed ? [(null, ConfigurationPath)] : [], []);
        if (!isNamed && choice.Pools.Count > 1)
        {
            // A script may change something: which pool runs it is never guessed.
            WriteError(Errors.PoolNotNamed(choice.Pools.Select(chosen => chosen.Pool)));
            return;
        }

        if (Pool.FirstOrDefault(name => !WildcardPattern.ContainsWildcardCharacters(name) && choice.Pools.Count(chosen => chosen.Pool.Pool == name) > 1) is { } ambiguous)
        {
            WriteError(Errors.PoolAmbiguous(ambiguous, choice.Pools.Select(chosen => chosen.Pool).Where(pool => pool.Pool == ambiguous)));
            return;
        }

        foreach ((FpmReading reading, FpmPool pool) in choice.Pools)
        {
            using FpmPoolAccess access = FpmPoolAccess.Of(reading, pool);
            if (access.Target is { } target)
            {
                Send(target);
            }
            else
            {
                WriteError(Errors.PoolNotReachable(pool, access.Obstacle!));
            }
        }
    }

    private void Send(FastCgiTarget target)
    {
        FastCgiRequest request = new FpmRequestText(ResolveScript(), DocumentRoot) { Header = Header, Parameter = Parameter, Body = Body }
            .ToRequest(Method, QueryString, ContentType, HostName);
        var options = new FastCgiOptions { Timeout = Timeout < TimeSpan.FromDays(1) ? Timeout : TimeSpan.FromDays(1), MaximumBytes = (int)MaxBytes };
        UntilStopped(() =>
        {
            FastCgiResponse response = FastCgiClient.Send(target, EncodedRequest.Encode(request), options, PipelineStopToken);
            if (response.Failure is null || response.ReceivedBytes > 0)
            {
                WriteObject(response);
            }

            if (response.Failure is { } failure)
            {
                WriteError(Errors.RequestFailed(response.Endpoint, failure));
            }
        });
    }

    private string ResolveScript() => ScriptPath.StartsWith('/') ? ScriptPath : SessionState.Path.GetUnresolvedProviderPathFromPSPath(ScriptPath);
}
