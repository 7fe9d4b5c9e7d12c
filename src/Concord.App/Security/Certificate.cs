using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Concord.App.Cli;

namespace Concord.App.Security;

/// <summary>The server's certificate for https.</summary>
internal static class Certificate
{
    /// <summary>Where the password of the file stands. Never an argument: everybody on the machine can read those.</summary>
    public const string PasswordVariable = "CONCORD_CERTIFICATE_PASSWORD";

    /// <summary>Loads a PFX file with certificate and private key.</summary>
    /// <exception cref="CommandException">The file cannot be read with the password, or holds no private key.</exception>
    public static X509Certificate2 Load(string file)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadPkcs12FromFile(file, Environment.GetEnvironmentVariable(PasswordVariable));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The certificate '{file}' cannot be used: {e.Message.TrimEnd('.')}. Maybe its password is missing: it is read from {PasswordVariable}.", ExitCode.Usage);
        }

        return certificate.HasPrivateKey
            ? certificate
            : throw new CommandException($"The certificate '{file}' has no private key. Maybe export it once more as PFX, with the key.", ExitCode.Usage);
    }
}
