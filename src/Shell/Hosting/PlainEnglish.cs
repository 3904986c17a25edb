using System.Globalization;

namespace Nginx502.Shell.Hosting;

/// <summary>
/// The invariant culture, which says that it is English. Numbers and times are the same on every server; but the engine
/// breaks lines between words in the languages that it knows, and in the middle of words in none
/// (PowerShell: FormatAndOutput/common/ComplexWriter.cs, s_cultureCollection).
/// </summary>
internal sealed class PlainEnglish() : CultureInfo(name: "", useUserOverride: false)
{
    /// <inheritdoc/>
    public override string TwoLetterISOLanguageName => "en";

    /// <summary>Makes it the culture of this program.</summary>
    public static void Use()
    {
        var culture = new PlainEnglish();
        CurrentCulture = CurrentUICulture = culture;
        DefaultThreadCurrentCulture = DefaultThreadCurrentUICulture = culture;
    }
}
