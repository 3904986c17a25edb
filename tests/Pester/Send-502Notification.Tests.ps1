BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Send-502Notification' {
    It 'says what became of it' {
        $receipt = Send-502Notification http://127.0.0.1:1/secret -PassThru -ErrorAction SilentlyContinue
        $receipt | Should -BeOfType ([Nginx502.NotificationReceipt])
        $receipt.IsSent | Should -BeFalse
        $receipt.Target | Should -Be 'http://127.0.0.1:1'
    }

    It 'sends nothing under -WhatIf' { Send-502Notification http://127.0.0.1:1/secret -WhatIf -PassThru -ErrorAction Stop | Should -BeNullOrEmpty }
    It 'refuses a body that is none' { { Send-502Notification syslog: -Body '{Sumary}' } | Should -Throw -ErrorId 'BodyInvalid,*' }
    It 'refuses a sender that is none' { { Send-502Notification syslog: -From 'a b' } | Should -Throw -ErrorId 'MailAddressInvalid,*' }
    It 'does nothing for an empty pipeline' { @() | Send-502Notification syslog: -ErrorAction Stop | Should -BeNullOrEmpty }
}
