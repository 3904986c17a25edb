using System.Management.Automation;
using System.Reflection;

namespace Nginx502.Pipeline;

/// <summary>
/// The one way to ask before an act. When a question must be asked and nobody can answer, it ends the cmdlet with
/// <c>ConfirmationUnavailable</c> before anything is done. (The engine alone gives a null reference, or takes silence for yes.)
/// </summary>
/// <param name="cmdlet">A cmdlet with SupportsShouldProcess.</param>
internal sealed class Confirmation(PSCmdlet cmdlet)
{
    private readonly ConfirmImpact _impact = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.ConfirmImpact ?? ConfirmImpact.Medium;

    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Ends the cmdlet when it would have to ask and cannot. Called in BeginProcessing: before any lock or look that costs.</summary>
    public void RequireAnswerable()
    {
        if (WouldAsk() && !HostPresence.CanAnswer(cmdlet.Host))
        {
            cmdlet.ThrowTerminatingError(Errors.ConfirmationUnavailable(CommandName));
        }
    }

    /// <summary>True under -WhatIf: nothing may be written anywhere.</summary>
    public bool IsWhatIf => IsTrue("WhatIf", "WhatIfPreference");

    /// <summary>True when what would be done is shown to somebody first: under -WhatIf, and where a question is asked.</summary>
    public bool IsShown => IsWhatIf || WouldAsk();

    /// <summary>True when -Confirm:$false was given: nobody is asked, under -WhatIf neither.</summary>
    public bool IsDeclined => IsGiven("Confirm", out bool confirm) && !confirm;

    /// <summary>True when the act may go ahead: confirmed, or not in need of it; false under -WhatIf and on no.</summary>
    /// <param name="target">What is acted on.</param>
    /// <param name="action">What is done to it.</param>
    /// <param name="details">What is shown below: lines that are safe to show; null for none.</param>
    public bool ShouldProcess(string target, string action, string? details = null)
    {
        RequireAnswerable();
        string safe = SafeText.Escape(target);
        return details is null
            ? Ask(() => cmdlet.ShouldProcess(safe, action))
            : Ask(() => cmdlet.ShouldProcess($"{action} on {safe}\n{details}", $"{action} on {safe}?\n{details}", "Confirm"));
    }

    /// <summary>True when the person agrees to something out of the ordinary; -Confirm:$false agrees beforehand.</summary>
    /// <param name="query">The question.</param>
    /// <param name="caption">Its title.</param>
    public bool ShouldContinue(string query, string caption)
    {
        if (IsGiven("Confirm", out bool confirm) && !confirm)
        {
            return true;
        }

        if (!HostPresence.CanAnswer(cmdlet.Host))
        {
            cmdlet.ThrowTerminatingError(Errors.ConfirmationUnavailable(CommandName));
        }

        return Ask(() => cmdlet.ShouldContinue(SafeText.Escape(query), caption, ref _yesToAll, ref _noToAll));
    }

    /// <summary>Ends the cmdlet with an error when what only a person agrees to would be asked where nobody can answer. -Confirm:$false agrees to nothing here.</summary>
    /// <param name="error">What it ends with.</param>
    public void RequirePerson(ErrorRecord error)
    {
        if (!IsWhatIf && !HostPresence.CanAnswer(cmdlet.Host))
        {
            cmdlet.ThrowTerminatingError(error);
        }
    }

    /// <summary>True when the person agrees to what -Confirm:$false does not agree to.</summary>
    /// <param name="query">The question.</param>
    /// <param name="caption">Its title.</param>
    public bool AgreesInPerson(string query, string caption) => Ask(() => cmdlet.ShouldContinue(SafeText.Escape(query), caption));

    private string CommandName => cmdlet.MyInvocation.MyCommand.Name;

    private bool WouldAsk()
    {
        if (IsWhatIf)
        {
            return false;
        }

        if (IsGiven("Confirm", out bool confirm))
        {
            return confirm;
        }

        ConfirmImpact threshold = LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
            ? preference
            : ConfirmImpact.High;
        return threshold != ConfirmImpact.None && _impact >= threshold;
    }

    // A host of which nothing is known may still turn out to be unable to ask: each has its own exception for it.
    private bool Ask(Func<bool> question)
    {
        try
        {
            return question();
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            cmdlet.ThrowTerminatingError(Errors.ConfirmationUnavailable(CommandName, failure));
            return false;
        }
    }

    private bool IsTrue(string parameter, string variable) =>
        IsGiven(parameter, out bool given) ? given : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue(variable));

    private bool IsGiven(string parameter, out bool value)
    {
        bool isGiven = cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given);
        value = isGiven && LanguagePrimitives.IsTrue(given);
        return isGiven;
    }
}
