namespace Nginx502.UnitTests.Diagnosis.Sockets;

/// <summary>Facts of endpoints as they are on a server where all is well, to be changed by tests.</summary>
internal static class SocketFacts
{
    /// <summary>The worker of nginx.</summary>
    public static FpmSocketClient Worker { get; } = new(FpmSocketClientSource.NginxWorker, "www-data", 33, ["www-data"], 70, "/", false);

    /// <summary>A pool with two workers that sleep.</summary>
    public static FpmSocketListener Listener { get; } = new(100, "php-fpm8.2", 'S', "www", "php8.2-fpm.service", false, [new(101, 'S', null), new(102, 'S', null)]);

    /// <summary>Its configuration.</summary>
    public static FpmSocketPool Pool { get; } = new("www", "/etc/php/8.2/fpm/pool.d/www.conf", true, true, 511, [], [], []);

    /// <summary>An answer.</summary>
    public static FpmSocketAttempt Answer { get; } = new(null, true, true, 0, null, TimeSpan.FromMilliseconds(1));

    /// <summary>A unix socket that answers.</summary>
    public static FpmSocketFacts Unix { get; } = new()
    {
        Time = new DateTime(2026, 5, 1, 3, 0, 0, DateTimeKind.Local),
        Endpoint = FpmEndpoint.Parse("/run/php/php8.2-fpm.sock"),
        Client = Worker,
        Steps = [Step("/", "Directory"), Step("/run", "Directory"), Step("/run/php", "Directory"), Step("/run/php/php8.2-fpm.sock", "Socket")],
        Kind = "Socket",
        IsMissing = false,
        IsListed = true,
        Queued = 0,
        QueueLimit = 511,
        SomaxConn = 4096,
        Listener = Listener,
        Pool = Pool,
        Attempts = [Answer],
    };

    /// <summary>A TCP port of this machine that answers.</summary>
    public static FpmSocketFacts Tcp { get; } = Unix with
    {
        Endpoint = FpmEndpoint.Parse("127.0.0.1:9000"),
        Steps = [],
        Kind = null,
        IsMissing = null,
        Pool = Pool with { ListenAllowedClients = ["10.9.9.9"] },
        Attempts = [Answer with { Address = "127.0.0.1" }],
    };

    /// <summary>A name on the way that the client may pass.</summary>
    public static FpmSocketStep Step(string path, string kind) => new(path, kind, "root", "www-data", "0755", [], true, true, "others may");

    /// <summary>A connection that failed.</summary>
    public static FpmSocketAttempt Failed(FastCgiFailureKind kind, int error, bool isConnected = false, string? address = null, bool isAsClient = true) => new(
        address, isAsClient, isConnected, error, new FastCgiFailure(kind, isConnected ? FastCgiPhase.Receiving : FastCgiPhase.Connecting, "m.", error), TimeSpan.FromSeconds(1));

    /// <summary>The status of a rung.</summary>
    public static FpmSocketRungStatus Of(this FpmSocketTestResult result, FpmSocketRungKind rung) => result.Rungs.Single(one => one.Rung == rung).Status;

    /// <summary>The detail of a rung.</summary>
    public static string DetailOf(this FpmSocketTestResult result, FpmSocketRungKind rung) => result.Rungs.Single(one => one.Rung == rung).Detail;
}
