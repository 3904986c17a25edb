using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Sends one message to one target. What goes wrong is told and never thrown; nothing of it gives a secret away.</summary>
public sealed class NotificationSender
{
    private const string SystemLogSocket = "/dev/log";

    private static readonly string[] Sendmails = ["/usr/sbin/sendmail", "/usr/lib/sendmail"];

    private readonly Func<IPrograms> _programs;
    private readonly string[] _sendmails;
    private readonly string _systemLog;

    /// <summary>One that sends from this machine.</summary>
    public NotificationSender()
        : this(() => PrivateLibraries.Programs, Sendmails, SystemLogSocket)
    {
    }

    internal NotificationSender(Func<IPrograms> programs, string[] sendmails, string systemLog) => (_programs, _sendmails, _systemLog) = (programs, sendmails, systemLog);

    private string WithoutSendmail => $"There is no {_sendmails[0]}: a mail program brings it (postfix, exim4, msmtp-mta).";

    /// <summary>How long each may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The sender of mails; null to leave it to sendmail.</summary>
    public string? From { get; init; }

    /// <summary>The JSON of webhooks, with <c>{Summary}</c> and the like in it; null for one that chat programs understand.</summary>
    public string? Body { get; init; }

    /// <summary>Why a text cannot be the body of a webhook, a sentence; null when it can.</summary>
    public static string? ExplainBody(string body) => WebhookBody.Explain(body);

    /// <summary>True when a text is a mail address.</summary>
    public static bool IsMailAddress(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        return NotificationTarget.IsMailbox(address);
    }

    /// <summary>What can be seen beforehand to keep messages from these: sentences. Nothing is sent.</summary>
    public IReadOnlyList<string> Obstacles(IReadOnlyList<NotificationTarget> targets)
    {
        IReadOnlyList<NotificationTarget> all = NotificationFile.Expand(targets, out IReadOnlyList<string> problems);
        return all.Any(target => target.Kind == NotificationKind.Mail) && FindSendmail() is null ? [.. problems, WithoutSendmail] : problems;
    }

    /// <summary>Sends it. Null when it was taken; else why not, sentences.</summary>
    /// <param name="target">To whom. A file is given as what it names (<see cref="NotificationFile"/>).</param>
    /// <param name="message">What.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public string? Send(NotificationTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(message);
        return target.Kind switch
        {
            NotificationKind.Mail => SendMail(target, message, cancellationToken),
            NotificationKind.Webhook => Post(target, message, cancellationToken),
            NotificationKind.SystemLog => SystemLog.Write($"{message.Subject}. {message.Summary}", isWarning: !message.IsHealthy, _systemLog) ? null : $"Nobody listens at {_systemLog}: no syslog runs here.",
            _ => $"{target.Name} names others, and is none itself.",
        };
    }

    private string? FindSendmail() => Array.Find(_sendmails, path => FileStatus.TryReadTarget(path, out _));

    private string? SendMail(NotificationTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        if (FindSendmail() is not { } sendmail)
        {
            return WithoutSendmail;
        }

        // Nobody's name is taken for an option, and a line with a dot alone ends nothing.
        string[] arguments = ["-i", .. From is null ? Array.Empty<string>() : ["-f", From], "--", .. target.Addresses];
        var request = new ProgramRequest(sendmail, arguments)
        {
            Input = MailText.Write(message, target.Addresses, From, DateTimeOffset.Now, Guid.NewGuid().ToString("N")),
            Timeout = Timeout,
        };
        ProgramResult? result = _programs().Run(request, out string? problem, cancellationToken);
        return result switch
        {
            null => problem + ".",
            { ExitCode: 0 } => null,
            { IsTimedOut: true } => $"{sendmail} did not end within {DurationText.Limit(Timeout)}.",
            _ => $"{sendmail} failed with {result.ExitCode}: {NotificationText.Clean(SafeText.Decode(result.Error.AsSpan().TrimEnd("\r\n "u8)))}",
        };
    }

    private string? Post(NotificationTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        // A redirect, or a proxy that a variable names, would get the secret.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Timeout };
        using var client = new HttpClient(handler) { Timeout = Timeout };
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address)
        {
            Content = new StringContent(WebhookBody.Of(message, Body), Encoding.UTF8, "application/json"),
        };
        request.Headers.UserAgent.ParseAdd("nginx502");
        try
        {
            using HttpResponseMessage response = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).GetAwaiter().GetResult();
            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => $"It answered {(int)response.StatusCode}, which leads elsewhere; that is not followed. Give the address that it leads to.",
                _ => $"It answered {(int)response.StatusCode} {(Enum.IsDefined(response.StatusCode) ? response.StatusCode.ToString() : string.Empty)}".TrimEnd() + ".",
            };
        }
        catch (HttpRequestException exception)
        {
            return exception.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "Its name is not found.",
                HttpRequestError.ConnectionError => "It cannot be connected to.",
                HttpRequestError.SecureConnectionError => "Its certificate is not accepted, or it speaks no TLS.",
                _ => $"The exchange with it failed ({exception.HttpRequestError}).",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"It did not answer within {DurationText.Limit(Timeout)}.";
        }
    }
}
