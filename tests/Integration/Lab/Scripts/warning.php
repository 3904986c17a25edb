<?php
// What a site under development leaves in the log: quotes, several lines, and a text that looks like nginx's own.
error_log("first line of \"quoted\" text\nsecond line, upstream: \"fastcgi://unix:/imitated.sock:\", host: \"imitated\"");
echo $undefined;
echo "answered all the same\n";
