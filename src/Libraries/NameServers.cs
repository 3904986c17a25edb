using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Nginx502.Linux;
using DnsQuestion = Nginx502.Linux.DnsQuestion;

namespace Nginx502.Libraries;

/// <summary>Asks name servers with DnsClient: exactly the one that is named, nothing kept, nothing asked elsewhere.</summary>
public sealed class NameServers : INameServers
{
    /// <inheritdoc/>
    public async Task<DnsReply> AskAsync(DnsQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var options = new LookupClientOptions(question.Server)
        {
            AutoResolveNameServers = false,
            UseCache = false,
            Recursion = true,
            Retries = 1,
            Timeout = question.Timeout / 2,
            UseTcpFallback = true,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
        };
        try
        {
            IDnsQueryResponse response = await new LookupClient(options)
                .QueryAsync(question.Name, question.IsIPv6 ? QueryType.AAAA : QueryType.A, QueryClass.IN, cancellation)
                .ConfigureAwait(false);
            return Read(response);
        }
        catch (DnsResponseException exception)
        {
            cancellation.ThrowIfCancellationRequested();
            return Explain(exception);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return DnsReply.Failed(NameAnswerStatus.TimedOut, null);
        }
        catch (ArgumentException exception)
        {
            // A name that no question can hold: a label of more than 63 bytes.
            return DnsReply.Failed(NameAnswerStatus.Failed, SafeText.Escape(exception.Message));
        }
    }

    private static DnsReply Read(IDnsQueryResponse response)
    {
        if (response.HasError)
        {
            return DnsReply.Failed(StatusOf(response.Header.ResponseCode), SafeText.Escape(response.ErrorMessage));
        }

        AddressRecord[] addresses = [.. response.Answers.OfType<AddressRecord>()];
        CNameRecord[] aliases = [.. response.Answers.OfType<CNameRecord>()];
        string[] names = [.. aliases.Select(alias => SafeText.Escape(alias.CanonicalName.Value.TrimEnd('.')))];
        return addresses.Length == 0
            ? new DnsReply(NameAnswerStatus.NoAddress, [], names, null, null)
            : new DnsReply(
                NameAnswerStatus.Answered,
                [.. addresses.Select(record => record.Address)],
                names,
                TimeSpan.FromSeconds(addresses.Concat<DnsResourceRecord>(aliases).Min(record => record.InitialTimeToLive)),
                null);
    }

    private static NameAnswerStatus StatusOf(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.NotExistentDomain => NameAnswerStatus.NoSuchName,
        DnsHeaderResponseCode.ServerFailure => NameAnswerStatus.ServerFailure,
        DnsHeaderResponseCode.Refused => NameAnswerStatus.Refused,
        _ => NameAnswerStatus.Failed,
    };

    private static DnsReply Explain(DnsResponseException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: not SocketError.TimedOut } failure:
                    return DnsReply.Failed(NameAnswerStatus.Unreachable, SafeText.Escape(failure.Message));
                case OperationCanceledException or TimeoutException or SocketException:
                    return DnsReply.Failed(NameAnswerStatus.TimedOut, null);
                default:
                    break;
            }
        }

        return exception.Code == DnsResponseCode.ConnectionTimeout
            ? DnsReply.Failed(NameAnswerStatus.TimedOut, null)
            : DnsReply.Failed(NameAnswerStatus.Failed, SafeText.Escape(exception.Message));
    }
}
