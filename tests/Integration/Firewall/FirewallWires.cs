using System.Diagnostics;
using System.Net;
using Nginx502.Lab;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Firewall;

/// <summary>A server and its clients, each in a network namespace of its own, with a wire between them: no rule of this machine is touched.</summary>
internal sealed class FirewallWires : IPrograms, IDisposable
{
    /// <summary>The ports that the server listens on.</summary>
    public static readonly int[] Ports = [80, 443, 8080, 9000];

    /// <summary>The addresses of the clients.</summary>
    public static readonly string[] Clients = ["10.9.0.2", "10.9.0.3", "192.168.7.2", "fd09::2", "fd09::3"];

    private const string ServerMac = "02:00:00:00:00:01";
    private const string ClientMac = "02:00:00:00:00:02";

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private readonly Process _server = Process.Start("unshare", ["-n", "sleep", "3600"]);
    private readonly Process _clients = Process.Start("unshare", ["-n", "sleep", "3600"]);
    private readonly int[] _listening;

    public FirewallWires()
    {
        foreach (int process in (int[])[_server.Id, _clients.Id])
        {
            Patience.UntilAsync(() => IsApart(process), "a network namespace").GetAwaiter().GetResult();
        }

        Do("ip", "link", "add", "eth0", "address", ServerMac, "netns", Text(_server.Id), "type", "veth", "peer", "name", "eth0", "address", ClientMac, "netns", Text(_clients.Id));
        InServer("ip", "link", "set", "lo", "up");
        InServer("ip", "addr", "add", "10.9.0.1/24", "dev", "eth0");
        InServer("ip", "addr", "add", "fd09::1/64", "dev", "eth0", "nodad");
        InServer("ip", "link", "set", "eth0", "up");
        InServer("ip", "route", "add", "default", "dev", "eth0");
        InClients("ip", "link", "set", "lo", "up");
        foreach (string client in Clients)
        {
            string[] address = client.Contains(':') ? [client + "/64", "nodad"] : [client + "/24"];
            InClients("ip", ["addr", "add", .. address, "dev", "eth0"]);
        }

        InClients("ip", "link", "set", "eth0", "up");
        // Rules drop what asks for neighbours over IPv6 too, and the kernel answers only so often that a port is shut.
        InClients("ip", "neigh", "replace", "10.9.0.1", "lladdr", ServerMac, "dev", "eth0", "nud", "permanent");
        InClients("ip", "neigh", "replace", "fd09::1", "lladdr", ServerMac, "dev", "eth0", "nud", "permanent");
        foreach (string client in Clients)
        {
            InServer("ip", "neigh", "replace", client, "lladdr", ClientMac, "dev", "eth0", "nud", "permanent");
        }

        InServer("sh", "-c", "echo 0 > /proc/sys/net/ipv4/icmp_ratelimit; echo 0 > /proc/sys/net/ipv6/icmp/ratelimit");
        _listening = [.. Listen(_server.Id), .. Listen(_clients.Id)];
    }

    /// <summary>A directory that stands for /etc/ufw to the programs that are run; null for none.</summary>
    public string? UfwDirectory { get; set; }

    /// <summary>The process whose network the server is in.</summary>
    public int ServerId => _server.Id;

    /// <summary>Runs a program in the server's network.</summary>
    public void InServer(string program, params string[] arguments) => Do("nsenter", ["-t", Text(_server.Id), "-n", program, .. arguments]);

    /// <summary>Gives the server a text on the standard input of a program.</summary>
    public void Feed(string text, string program, params string[] arguments)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            InServer(program, [.. arguments, file]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the kernel does with connections that the server makes itself: Open, Rejected, Closed.</summary>
    /// <param name="from">The address that it comes from.</param>
    /// <param name="to">The address that is asked.</param>
    /// <param name="port">The port.</param>
    public FirewallState AskFromServer(string from, string to, int port)
    {
        int socket = NetworkCall.In(_server.Id, () => NetworkCall.Connect(IPAddress.Parse(from), IPAddress.Parse(to), port));
        try
        {
            // An error is told once.
            int? outcome = null;
            _ = Patience.HoldsWithinAsync(() => (outcome = NetworkCall.Outcome(socket)) is not null, Silence).GetAwaiter().GetResult();
            return outcome switch
            {
                null => FirewallState.Closed,
                0 => FirewallState.Open,
                _ => FirewallState.Rejected,
            };
        }
        finally
        {
            NetworkCall.CloseAll([socket]);
        }
    }

    /// <summary>The server's firewall, as it is read.</summary>
    public FirewallFacts Read() => FirewallReader.Read(this, $"/proc/{_server.Id}/net", FileTree.Host, [], CancellationToken.None) with
    {
        Interfaces =
        [
            new("lo", true, false, false, [new("127.0.0.1", 8), new("::1", 128)]),
            new("eth0", false, true, false, [new("10.9.0.1", 24), new("fd09::1", 64)]),
        ],
        Listeners = [],
        Ufw = null,
    };

    /// <summary>What the kernel does with connections from each client to each port: Open, Rejected, Closed. Those that are said to get an answer are waited for.</summary>
    /// <param name="isAnswered">Tells where an answer is expected.</param>
    public IReadOnlyDictionary<(int Port, string Client), FirewallState> Ask(Func<(int Port, string Client), bool> isAnswered)
    {
        (int Port, string Client)[] questions = [.. Ports.SelectMany(port => Clients.Select(client => (port, client)))];
        int[] sockets = NetworkCall.In(_clients.Id, () => questions
            .Select(question => NetworkCall.Connect(IPAddress.Parse(question.Client), IPAddress.Parse(question.Client.Contains(':') ? "fd09::1" : "10.9.0.1"), question.Port)).ToArray());
        var outcomes = new Dictionary<(int, string), FirewallState>();
        try
        {
            _ = Patience.HoldsWithinAsync(() => All(isAnswered), Patience.Limit / 6).GetAwaiter().GetResult();

            // What is said to be shut has as long to prove the opposite as those took, and more.
            _ = Patience.HoldsWithinAsync(() => All(_ => true), Silence).GetAwaiter().GetResult();
            foreach ((int Port, string Client) question in questions.Where(question => !outcomes.ContainsKey(question)))
            {
                outcomes[question] = FirewallState.Closed;
            }

            return outcomes;
        }
        finally
        {
            NetworkCall.CloseAll(sockets);
        }

        bool All(Func<(int Port, string Client), bool> which)
        {
            foreach (((int Port, string Client) question, int socket) in questions.Zip(sockets).Where(pair => !outcomes.ContainsKey(pair.First)))
            {
                if (NetworkCall.Outcome(socket) is { } error)
                {
                    outcomes[question] = error == 0 ? FirewallState.Open : FirewallState.Rejected;
                }
            }

            return questions.All(question => outcomes.ContainsKey(question) || !which(question));
        }
    }

    /// <inheritdoc/>
    public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        problem = null;
        string[] around = UfwDirectory is { } directory
            ? ["unshare", "-m", "sh", "-c", $"mount --bind '{directory}' /etc/ufw && mount -t tmpfs none /run && exec \"$@\"", "sh"]
            : [];
        using Process process = Start("nsenter", ["-t", Text(_server.Id), "-n", .. around, request.Path, .. request.Arguments]);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output.ToArray(), System.Text.Encoding.UTF8.GetBytes(errors.GetAwaiter().GetResult()), false, false, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NetworkCall.CloseAll(_listening ?? []);
        foreach (Process process in (Process[])[_server, _clients])
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static int[] Listen(int process) =>
        NetworkCall.In(process, () => Ports.SelectMany(port => new[] { NetworkCall.Listen(2, port), NetworkCall.Listen(10, port) }).ToArray());

    private static bool IsApart(int process) =>
        new FileInfo($"/proc/{process}/ns/net").LinkTarget is { } own && own != new FileInfo("/proc/self/ns/net").LinkTarget;

    private void InClients(string program, params string[] arguments) => Do("nsenter", ["-t", Text(_clients.Id), "-n", program, .. arguments]);

    private static void Do(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new LabException($"{program} {string.Join(' ', arguments)}: {said}{output.GetAwaiter().GetResult()}");
        }
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
